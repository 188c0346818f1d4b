import type { ChildProcess } from 'node:child_process'
import { leaksOf, secretMarker } from './leaks.ts'

/** What a program says to its outside, as tests of it hear it. */
export class Heard {
  readonly #parts: { readonly where: string; readonly bytes: Buffer }[] = []

  /** All that a process writes, but for its first line: that is the address for its person, token and all. */
  listenTo(child: ChildProcess): void {
    let hasAddress = false
    child.stdout?.on('data', (chunk: Buffer) => {
      const rest = hasAddress ? chunk : chunk.subarray(chunk.indexOf('\n') + 1)
      hasAddress ||= chunk.includes('\n')
      this.add('stdout', rest)
    })
    child.stderr?.on('data', (chunk: Buffer) => this.add('stderr', chunk))
  }

  add(where: string, what: Buffer | string): void {
    this.#parts.push({ where, bytes: Buffer.from(what) })
  }

  leaks(marker = secretMarker): string[] {
    return this.#parts.flatMap(({ where, bytes }) => leaksOf(marker, bytes).map((leak) => `${where}: ${leak}`))
  }
}
