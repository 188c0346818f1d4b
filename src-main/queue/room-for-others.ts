import type { Failure } from '../../src-preload/contract/index.ts'

/** With so much free beyond the reserve a disk is not full, only too small for one file. */
const ampleBytes = 256 * 1_048_576

/** One file that is larger than what is free keeps no smaller one from starting. */
export function hasRoomForOthers({ code, params: { freeBytes } }: Failure, minFreeBytes: number): boolean {
  return code === 'DISK_FULL' && typeof freeBytes === 'number' && freeBytes - minFreeBytes > ampleBytes
}
