import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { plainNature, type ServerNature } from './limited-server/nature.ts'
import type { ServerCounts } from './limited-server/process.ts'

/** A server on this machine with the limits of one far away, in a process of its own. */
export class LimitedServer {
  readonly #child: ChildProcess
  readonly #port: number

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.#port = port
  }

  static async start(nature: Partial<ServerNature>): Promise<LimitedServer> {
    const wanted = JSON.stringify({ ...plainNature, ...nature })
    const child = fork(resolve(import.meta.dirname, 'limited-server/process.ts'), [wanted])
    const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }]
    return new LimitedServer(child, port)
  }

  get host(): string {
    return `127.0.0.1:${this.#port}`
  }

  urls(count: number): string[] {
    return Array.from({ length: count }, (_, index) => `http://${this.host}/files/${index}.bin`)
  }

  async counts(): Promise<ServerCounts> {
    this.#child.send('counts')
    const [counts] = (await once(this.#child, 'message')) as [ServerCounts]
    return counts
  }

  async close(): Promise<void> {
    const exited = once(this.#child, 'exit')
    this.#child.disconnect()
    await exited
  }
}
