import type { SessionMode } from '../../../src-preload/contract/index.ts'

/** The modes in the order in which they are offered: what fits nearly always first. */
export const offeredModes: readonly SessionMode[] = ['automatic', 'shared', 'rotating', 'exclusive']
