import type { DocumentAnswer, DocumentOrder } from '../../src-main/queue/ports.ts'
import { bench, server } from './each-test-a-bench.ts'

/** What {@link servePage} serves. */
export const page = Buffer.from('<!doctype html><a href="/one.bin">One</a>'.repeat(200))

export function servePage(path = '/page', changes = {}): void {
  server.serve(path, { size: page.length, content: page, contentType: 'text/html; charset=utf-8', ...changes })
}

/** Asks the bench of the test for a document. */
export function fetch(
  url: string,
  changes: Partial<DocumentOrder> = {},
  signal = new AbortController().signal,
): Promise<DocumentAnswer> {
  return bench.pool.fetch({ url, sessionId: null, headers: {}, wants: 'body', mostBytes: 1_000_000, ...changes }, signal)
}

/** The answer, which is to be one. */
export async function answer(url: string, changes: Partial<DocumentOrder> = {}) {
  const answered = await fetch(url, changes)
  if (answered.kind !== 'answered') throw new Error(answered.failure.message)
  return answered
}

export function textOf({ body }: { readonly body: Uint8Array | null }): string | null {
  return body === null ? null : Buffer.from(body).toString('latin1')
}
