import type { FileCheck, FromWorker } from '../protocol.ts'
import { checkFile } from './check-file.ts'

/** Files that are being looked at, each ended by whoever asked or by the worker's end. */
export class FileChecks {
  readonly #report: (report: FromWorker) => void
  readonly #running = new Map<number, { readonly controller: AbortController; readonly over: Promise<void> }>()

  constructor(report: (report: FromWorker) => void) {
    this.#report = report
  }

  begin(checkId: number, check: FileCheck): void {
    const controller = new AbortController()
    const over = checkFile(check, controller.signal).then((finding) => {
      this.#running.delete(checkId)
      this.#report({ kind: 'checked', checkId, finding })
    })
    this.#running.set(checkId, { controller, over })
  }

  drop(checkId: number): void {
    this.#running.get(checkId)?.controller.abort()
  }

  async close(): Promise<void> {
    const running = [...this.#running.values()]
    for (const { controller } of running) controller.abort()
    await Promise.all(running.map(({ over }) => over))
  }
}
