import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { DelayingProxyOptions } from './delaying-proxy/process.ts'

/** A long way to a server on this machine, in a process of its own. What waits on it fills no window: only time is added. */
export class DelayingProxy {
  readonly port: number
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.port = port
  }

  static async start(options: DelayingProxyOptions): Promise<DelayingProxy> {
    const child = fork(resolve(import.meta.dirname, 'delaying-proxy/process.ts'), [JSON.stringify(options)])
    const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }]
    return new DelayingProxy(child, port)
  }

  async close(): Promise<void> {
    const exited = once(this.#child, 'exit')
    this.#child.disconnect()
    await exited
  }
}
