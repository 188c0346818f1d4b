import { execFileSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Mortal } from './mortal.ts'

const imageBytes = 1_073_741_824

export interface PowerLossOptions {
  readonly fileSystem: 'ext4' | 'xfs'
  /** The list and the files on one file system, or on one each. */
  readonly disks: 1 | 2
  /** Flushes do nothing: a run that passes even so would prove nothing. */
  readonly withoutFlushing: boolean
}

/** Why the power cannot be cut on this machine; null where it can. */
export function powerLossRefusal({ fileSystem, withoutFlushing }: PowerLossOptions): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'this takes root on Linux, to mount file systems'
  for (const program of ['xfs_io', `mkfs.${fileSystem}`, 'mount', 'umount']) {
    if (!['/usr/sbin', '/sbin', '/usr/bin', '/bin'].some((folder) => existsSync(join(folder, program)))) {
      return `${program} is missing here`
    }
  }
  return withoutFlushing && flushLess() === null ? 'libeatmydata is missing here' : null
}

/**
 * Cuts the power of file systems in image files: a shut down one writes nothing more (`FS_IOC_SHUTDOWN` without
 * flushing its log), so that after mounting it again exactly what was flushed is there.
 */
export async function powerLoss(options: PowerLossOptions): Promise<Mortal> {
  const base = await mkdtemp(join(tmpdir(), 'staffel-power-'))
  const disks = await Promise.all(Array.from({ length: options.disks }, (_, index) => CrashDisk.make(base, index, options)))
  const [first, last] = [disks[0], disks.at(-1)]
  if (first === undefined || last === undefined) throw new Error('there is no disk')
  const close = async () => {
    for (const disk of disks) disk.unmount()
    await rm(base, { recursive: true, force: true })
  }
  return {
    home: { data: join(first.path, 'data'), downloads: join(last.path, 'downloads'), remove: close },
    forgets: true,
    env: options.withoutFlushing ? { LD_PRELOAD: flushLess() ?? '' } : {},
    async die(staffel) {
      for (const disk of disks) disk.cut()
      await staffel.kill('SIGKILL')
      for (const disk of disks) disk.unmount()
      for (const disk of disks) disk.mount()
    },
    close,
  }
}

class CrashDisk {
  readonly path: string
  readonly #image: string

  private constructor(path: string, image: string) {
    this.path = path
    this.#image = image
  }

  static async make(base: string, index: number, { fileSystem }: PowerLossOptions): Promise<CrashDisk> {
    const image = join(base, `${index}.img`)
    const path = join(base, `${index}`)
    await writeFile(image, '')
    await truncate(image, imageBytes)
    await mkdir(path)
    run(`mkfs.${fileSystem}`, '-q', image)
    const disk = new CrashDisk(path, image)
    disk.mount()
    return disk
  }

  mount(): void {
    run('mount', '-o', 'loop', this.#image, this.path)
  }

  cut(): void {
    run('xfs_io', '-x', '-c', 'shutdown', this.path)
  }

  unmount(): void {
    run('umount', this.path)
  }
}

function run(program: string, ...args: readonly string[]): void {
  execFileSync(program, [...args], { stdio: 'pipe' })
}

function flushLess(): string | null {
  return globSync('/usr/lib/*/libeatmydata.so')[0] ?? null
}
