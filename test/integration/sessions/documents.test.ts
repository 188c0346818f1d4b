import { afterEach, expect, test } from 'vitest'
import { SessionBench } from '../../support/sessions/session-bench.ts'
import { TokenServer } from '../../support/sessions/token-server.ts'

let server: TokenServer
let bench: SessionBench
afterEach(async () => {
  await bench.close()
  await server.close()
})

const never = new AbortController().signal
const fetch = (path: string) =>
  bench.bench.pool.fetch({ url: server.url(path), sessionId: 'session', headers: {}, wants: 'body', mostBytes: 1_000_000 }, never)

test('documents of a session that rotates its token go one at a time, among its downloads, without one refusal', async () => {
  server = await TokenServer.start({ answerMs: 5 })
  bench = await SessionBench.start('rotating')
  bench.hand(server.signIn())
  const urls = Array.from({ length: 10 }, (_, index) => server.url(`/files/${index}.bin`))
  const [outcomes, documents] = await Promise.all([
    bench.fetchAll(urls, 4),
    Promise.all(Array.from({ length: 20 }, (_, index) => fetch(index % 2 === 0 ? `/files/${index}.bin` : `/redirect/${index}`))),
  ])
  expect(outcomes.map(({ outcome }) => outcome.kind)).toEqual(urls.map(() => 'completed'))
  for (const [index, document] of documents.entries()) {
    expect(document).toMatchObject({ kind: 'answered', status: 200, isCut: false })
    if (document.kind === 'answered') expect(Buffer.from(document.body ?? []).equals(server.content(index))).toBe(true)
  }
  expect(server.refused).toBe(0)
  expect(server.mostExchanges).toBe(1)
  expect(server.accepts(server.issued.at(-1) ?? null)).toBe(true)
  // The token that the last document brought is on disk.
  expect(bench.kept.at(-1)).toContain(server.issued.at(-1))
})

test('a document of a session that has ended is answered as its server does, and said to want a sign-in', async () => {
  server = await TokenServer.start({ refusal: 403 })
  bench = await SessionBench.start('shared')
  bench.hand('long gone')
  expect(await fetch('/files/1.bin')).toMatchObject({ kind: 'answered', status: 403, refusal: 'signIn' })
})
