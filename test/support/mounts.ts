import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const run = (program: string, ...args: readonly string[]) => execFileSync(program, [...args], { stdio: 'pipe' })

/**
 * Small file systems in memory, for what happens where one is full, read-only or gone. `drive` is mounted a second
 * time under a mount point of its own, so that it can be taken away and brought back with what is on it.
 */
export class Mounts {
  readonly #base = mkdtempSync(join(tmpdir(), 'staffel-mounts-'))
  readonly #mounted: string[] = []

  /** Why nothing can be mounted on this machine; null where it can. */
  static refusal(): string | null {
    if (process.platform !== 'linux') return 'only Linux has tmpfs'
    const mounts = new Mounts()
    try {
      mounts.memory('size=1m')
      return null
    } catch {
      return 'mounting is not permitted here'
    } finally {
      mounts.close()
    }
  }

  /** A file system in memory with these options of tmpfs. */
  memory(options: string): string {
    const path = this.#newFolder()
    run('mount', '-t', 'tmpfs', '-o', options, 'none', path)
    this.#mounted.push(path)
    return path
  }

  remount(path: string, options: string): void {
    run('mount', '-o', `remount,${options}`, path)
  }

  /** A mount point with a drive in it. */
  drive(): { readonly path: string; remove(): void; insert(): void } {
    const store = this.memory('size=64m')
    const path = this.#newFolder()
    const insert = () => {
      run('mount', '--bind', store, path)
      this.#mounted.push(path)
    }
    const remove = () => {
      // Also where files on it are open, as a pulled cable does.
      run('umount', '-l', path)
      this.#mounted.splice(this.#mounted.lastIndexOf(path), 1)
    }
    insert()
    return { path, insert, remove }
  }

  close(): void {
    for (const path of this.#mounted.splice(0).toReversed()) run('umount', '-l', path)
    rmSync(this.#base, { recursive: true, force: true })
  }

  #newFolder(): string {
    const path = join(this.#base, String(this.#mounted.length), 'mount')
    mkdirSync(path, { recursive: true })
    return path
  }
}
