import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SessionBench } from '../../support/sessions/session-bench.ts'
import { TokenServer } from '../../support/sessions/token-server.ts'
import { plainSettings } from '../../support/transfer-bench.ts'

const limits = { connections: 1, episodeSpeedLimit: 0, jobSpeedLimit: 0 }
const ofSession = { sessionId: 'session', limits }

let server: TokenServer
let bench: SessionBench
beforeEach(async () => {
  server = await TokenServer.start({ overlap: 100 })
})
afterEach(async () => {
  await bench.close()
  await server.close()
})

async function start(options: Parameters<typeof SessionBench.start>[1] = {}): Promise<void> {
  bench = await SessionBench.start('rotating', options)
  bench.hand(server.signIn())
}

const file = (index: number) => server.url(`/files/${index}.bin`)
async function untilAsked(count: number): Promise<void> {
  while (server.requests.length < count) await new Promise((resolve) => setTimeout(resolve, 5))
}

describe('the line of a session goes on', () => {
  test('where the one whose turn it is is stopped before its answer', async () => {
    server.nature = { ...server.nature, answerMs: 60_000 }
    await start()
    const first = bench.bench.begin(file(0), ofSession)
    await untilAsked(1)
    const second = bench.bench.begin(file(1), ofSession)
    server.nature = { ...server.nature, answerMs: 0 }
    bench.bench.pool.stop(first)
    expect((await bench.bench.ended(second)).outcome).toMatchObject({ kind: 'completed' })
  })

  test('where one that waits is stopped, which takes no time', async () => {
    server.nature = { ...server.nature, answerMs: 1_000 }
    await start()
    const ids = [0, 1, 2].map((index) => bench.bench.begin(file(index), ofSession))
    await untilAsked(1)
    bench.bench.pool.stop(ids[1] ?? 0)
    expect((await bench.bench.ended(ids[1] ?? 0)).outcome).toEqual({ kind: 'stopped' })
    expect(server.requests).toHaveLength(1)
    expect((await bench.bench.ended(ids[2] ?? 0)).outcome).toMatchObject({ kind: 'completed' })
    expect(server.requests).toHaveLength(2)
  })

  test('where an answer never comes, after as long as the server may be silent; those in line are not called silent', async () => {
    server.nature = { ...server.nature, answerMs: 60_000 }
    await start()
    bench.bench.pool.configure({ ...plainSettings, stallTimeoutMs: 1_000 })
    const ids = [0, 1, 2].map((index) => bench.bench.begin(file(index), ofSession))
    await untilAsked(2)
    server.nature = { ...server.nature, answerMs: 0 }
    const outcomes = await Promise.all(ids.map((id) => bench.bench.ended(id)))
    const silent = { kind: 'failed', failure: { code: 'TIMEOUT_STALLED' } }
    expect(outcomes.map(({ outcome }) => outcome)).toMatchObject([silent, silent, { kind: 'completed' }])
  })

  test('where the session is removed: what is in line goes without it', async () => {
    server.nature = { ...server.nature, answerMs: 300 }
    await start()
    const ids = [0, 1].map((index) => bench.bench.begin(file(index), ofSession))
    await untilAsked(1)
    bench.live.end()
    const [first, second] = await Promise.all(ids.map((id) => bench.bench.ended(id)))
    expect(first?.outcome).toMatchObject({ kind: 'completed' })
    expect(second?.outcome).toMatchObject({ kind: 'failed', failure: { code: 'AUTH_REQUIRED' } })
    expect(server.requests[1]?.token).toBeNull()
  })

  test('where a worker dies with a request under way and others in line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'staffel-mortal-'))
    await start({ workerUrl: await mortalWorker(folder) })
    server.nature = { ...server.nature, answerMs: 60_000 }
    const doomed = [0, 1].map((index) => bench.bench.begin(file(index), ofSession))
    await untilAsked(1)
    server.nature = { ...server.nature, answerMs: 0 }
    await writeFile(join(folder, 'die'), '')
    const lost = await bench.bench.until((report) => (report.kind === 'lost' ? report : null))
    expect(lost.attemptIds).toEqual(doomed)
    await rm(join(folder, 'die'))
    expect((await bench.bench.fetch(file(2), ofSession)).outcome).toMatchObject({ kind: 'completed' })
    await rm(folder, { recursive: true })
  })
})

/** The real worker, whose thread ends at once when a file appears beside it. */
async function mortalWorker(folder: string): Promise<URL> {
  const engine = new URL('../../../src-main/transfer/worker/main.ts', import.meta.url)
  const path = join(folder, 'worker.mjs')
  await writeFile(
    path,
    `import { existsSync } from 'node:fs'
     setInterval(() => existsSync(${JSON.stringify(join(folder, 'die'))}) && process.exit(1), 20)
     await import(${JSON.stringify(engine.href)})`,
  )
  return pathToFileURL(path)
}
