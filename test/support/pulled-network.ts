import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { openCore } from '../../src-main/entry/core.ts'
import { FirstThread } from '../../src-main/transfer/pool/first-thread.ts'
import { FaultyServer } from './faulty-server.ts'
import { testKey } from './secret-box.ts'
import { newHome, until } from './staffel.ts'

/**
 * Runs in a network of its own that is nothing but its loopback, which it takes down in the middle of a download and
 * brings up again. Writes what it saw as JSON.
 */
const link = (state: 'up' | 'down') => {
  execFileSync('ip', ['link', 'set', 'lo', state])
  // With its address goes the way to it; the system gives it a new one when it comes up.
  if (state === 'down') execFileSync('ip', ['address', 'flush', 'dev', 'lo'])
}
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

link('up')
const server = await FaultyServer.start()
const home = await newHome()
const core = openCore({
  mode: 'web',
  dataDirectory: home.data,
  downloadDirectory: home.downloads,
  allowedFolders: null,
  forced: { stallTimeoutMs: 1_000, minFreeBytes: 0, retry: { maxAttempts: 2, baseDelayMs: 10 } },
  firstThread: new FirstThread(new URL('../../src-main/transfer/worker/main.ts', import.meta.url), availableParallelism()),
  sourceWorkerUrl: new URL('../../src-main/sources/worker/main.ts', import.meta.url),
  desktop: null,
  signInWindow: null,
  systemProxy: null,
  secretKeys: { keys: [testKey], keptBy: 'file' },
  log: silent,
  isListWhole: false,
  lock: { release: () => undefined },
})
const { queue } = core
queue.start()
server.serve('/file', { size: 1_500_000, bytesPerSecond: 500_000 })
const job = await queue.jobs.add({ urls: [server.url('/file'), server.url('/file')] })
if ('refused' in job) throw new Error(job.refused)
const episodes = () => queue.read.episodes({ jobId: job.id, offset: 0, limit: 2 })?.items ?? []
const episode = async () => episodes()[0]
await until(episode, (now) => (now?.bytesDone ?? 0) > 300_000, 5_000)
link('down')
const offline = await until(
  async () => episodes(),
  (all) => all.every(({ waiting }) => waiting?.reason === 'offline'),
  15_000,
)
const codes = episodes().map(({ error }) => error?.code ?? null)
const { limitedBy } = queue.read.stats().slots
link('up')
server.serve('/file', { size: 1_500_000 })
await until(
  async () => queue.read.job(job.id),
  (now) => now?.status === 'completed' || now?.status === 'failed',
  20_000,
)
const done = await episode()
const isExact = done?.path != null && (await readFile(join(done.path))).equals(server.content('/file'))
process.stdout.write(JSON.stringify({ offline, codes, limitedBy, done, isExact }))
await core.close()
await server.close()
await home.remove()
