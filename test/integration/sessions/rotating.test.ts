import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { TransferOrder } from '../../../src-main/queue/ports.ts'
import type { SessionMode } from '../../../src-preload/contract/index.ts'
import { selfSignedCertificate } from '../../support/faulty-server/certificate.ts'
import { provedFaster } from '../../support/http2-bench.ts'
import { SessionBench } from '../../support/sessions/session-bench.ts'
import { type TokenNature, TokenServer } from '../../support/sessions/token-server.ts'
import { trustingWorker } from '../../support/trusting-worker.ts'

const files = 50
const slotCounts = [1, 2, 4, 8, 16]
/** More than the least that is divided. */
const segmentBytes = 1_400_000
/** The second half of the files is small. */
const segmentsOf = (index: number) => (index < files / 2 ? 1 + (index % 4) : 1)

let server: TokenServer
let bench: SessionBench
async function start(mode: SessionMode, nature: Partial<TokenNature> = {}): Promise<void> {
  server = await TokenServer.start(nature)
  bench = await SessionBench.start(mode)
  bench.hand(server.signIn())
}
afterEach(async () => {
  await bench.close()
  await server.close()
})

const urls = (count: number, kind = 'files') => Array.from({ length: count }, (_, index) => server.url(`/${kind}/${index}.bin`))

/** All files came whole, and each is what the server has. */
async function expectAll(outcomes: Awaited<ReturnType<SessionBench['fetchAll']>>): Promise<void> {
  for (const [index, { outcome }] of outcomes.entries()) {
    expect(outcome).toMatchObject({ kind: 'completed' })
    if (outcome.kind === 'completed') expect((await bench.bench.read(outcome.fileName)).equals(server.content(index))).toBe(true)
  }
}

describe('over two workers', () => {
  test('the requests of a rotating session go one at a time without one refusal', async () => {
    server = await TokenServer.start({ bodyMs: 50 })
    bench = await SessionBench.start('rotating', { workers: 2 })
    bench.hand(server.signIn())
    const doors = [server.url(''), await server.openSecondDoor()]
    const all = Array.from({ length: 24 }, (_, index) => `${doors[index % 2]}/files/${index}.bin`)
    await expectAll(await bench.fetchAll(all, 8))
    expect(server.refused).toBe(0)
    expect(server.mostExchanges).toBe(1)
  })
})

describe('over HTTP/2', () => {
  test('the requests of a rotating session go one at a time, and bodies side by side, without one refusal', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'staffel-session-http2-'))
    server = await TokenServer.start({ bodyMs: 100 }, { speaksHttp2: true })
    bench = await SessionBench.start('rotating', {
      workerUrl: await trustingWorker(folder, [(await selfSignedCertificate()).cert]),
    })
    bench.hand(server.signIn())
    await expectAll(await bench.fetchAll(urls(20), 8, () => provedFaster))
    expect(server.requests.filter(({ httpVersion }) => httpVersion === '2.0')).toHaveLength(20)
    expect(server.refused).toBe(0)
    expect(server.mostExchanges).toBe(1)
    expect(server.mostBodies).toBeGreaterThan(3)
    await rm(folder, { recursive: true })
  })
})

describe('where each answer brings a new token and all but the newest are refused', () => {
  test.each(slotCounts)(
    'a rotating session gets 50 files in 1 to 4 segments over %i slots without one refusal',
    async (slots) => {
      await start('rotating', { bodyMs: 60, fileBytes: (index) => segmentsOf(index) * segmentBytes })
      const connections = (index: number): Partial<TransferOrder> => ({
        limits: { connections: segmentsOf(index), episodeSpeedLimit: 0, jobSpeedLimit: 0 },
      })
      await expectAll(await bench.fetchAll(urls(files), slots, connections))
      expect(server.refused).toBe(0)
      expect(server.mostExchanges).toBe(1)
      expect(server.requests.length).toBeGreaterThan(files + 18)
      expect(server.accepts(bench.keptToken)).toBe(true)
    },
  )

  test.each(slotCounts)('an automatic session sees it at the first answer, over %i slots', async (slots) => {
    await start('automatic', { answerMs: 5 })
    await expectAll(await bench.fetchAll(urls(files), slots))
    expect(server.refused).toBe(0)
    expect(bench.live.mode).toBe('rotating')
    expect(bench.news.filter((news) => news === 'rotates')).toHaveLength(1)
    expect(server.accepts(bench.keptToken)).toBe(true)
  })
})
