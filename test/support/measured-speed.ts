import type { TransferBench } from './transfer-bench.ts'

/** Bytes per second that arrive for these attempts while `milliseconds` pass, after a moment to settle. */
export async function measuredSpeed(bench: TransferBench, attemptIds: readonly number[], milliseconds: number): Promise<number> {
  const done = new Map<number, number>()
  const read = async (until: number) => {
    let at = 0
    while (at < until) {
      const items = await bench.next((report) => (report.kind === 'progress' ? report.items : null))
      for (const item of items) if (attemptIds.includes(item.attemptId)) done.set(item.attemptId, item.bytesDone)
      at = performance.now()
    }
    return { at, bytes: [...done.values()].reduce((sum, bytes) => sum + bytes, 0) }
  }
  const from = await read(performance.now() + 300)
  const to = await read(performance.now() + milliseconds)
  return ((to.bytes - from.bytes) / (to.at - from.at)) * 1_000
}
