import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { Counts, Order } from './process.ts'
import type { FileScript } from './script.ts'

/** A misbehaving server in a process of its own, for measurements that it must not disturb. Its scripts hold no functions. */
export class ServerElsewhere {
  readonly #child: ChildProcess
  #orders = 0

  private constructor(child: ChildProcess) {
    this.#child = child
  }

  static async start(): Promise<ServerElsewhere> {
    const child = fork(resolve(import.meta.dirname, 'process.ts'), { serialization: 'advanced' })
    await once(child, 'spawn')
    return new ServerElsewhere(child)
  }

  /** Serves a file under each path; returns their addresses. */
  async serve(paths: readonly string[], file: FileScript): Promise<string[]> {
    const { url } = await this.#ask(paths.map((path) => [path, file] as const))
    return paths.map((path) => `${url}${path}`)
  }

  counts(): Promise<Counts> {
    return this.#ask([])
  }

  async close(): Promise<void> {
    const exited = once(this.#child, 'exit')
    this.#child.disconnect()
    await exited
  }

  #ask(files: Order['files']): Promise<Counts> {
    const id = this.#orders++
    const { promise, resolve: answer, reject } = Promise.withResolvers<Counts>()
    const onMessage = (counts: Counts) => {
      if (counts.id !== id) return
      this.#child.off('message', onMessage)
      this.#child.off('exit', onExit)
      answer(counts)
    }
    const onExit = () => reject(new Error('the server is gone'))
    this.#child.on('message', onMessage)
    this.#child.once('exit', onExit)
    this.#child.send({ id, files } satisfies Order)
    return promise
  }
}
