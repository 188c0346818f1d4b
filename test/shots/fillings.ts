import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Job, NewJob, Session, Subscription, WaitReason } from '../../src-preload/contract/index.ts'
import type { FaultyServer, FileScript } from '../support/faulty-server.ts'
import { episodesFrom, podcastFeed } from '../support/podcast.ts'
import { type Staffel, until } from '../support/staffel.ts'
import type { Language } from '../support/words.ts'
import { type Titles, titlesOf } from './titles.ts'
import type { World } from './worlds.ts'

export const worldNames = ['empty', 'few', 'many', 'waiting', 'offline', 'failed'] as const
export type WorldName = (typeof worldNames)[number]

const megabyte = 1_000_000
/** Runs for as long as it is looked at. */
const long: FileScript = { size: 180 * megabyte, bytesPerSecond: 900_000 }
const settleMs = 30_000
/** An answer this old proves no network any more. */
const staleMs = 2_500
/** The system finds no way to it, as it finds none to anything while the network is gone. */
const noWay = 'http://127.255.255.255'
const cookies = '127.0.0.1\tFALSE\t/\tFALSE\t0\tstaffel_session\tshown-nowhere\n'

/** Brings a fresh Staffel into a state, by real downloads from servers that behave as they are told. */
export const fillings: Readonly<Record<WorldName, (world: World, language: Language) => Promise<void>>> = {
  async empty() {},

  async few({ staffel, files, feeds }, language) {
    const titles = titlesOf[language]
    await staffel.patchSettings({ maxSlots: 5 })
    await staffel.post('/queues', { name: titles.queue, slots: 2 })
    await staffel.post<Session>('/sessions', { name: titles.session, mode: 'rotating', cookiesText: cookies })
    await over(staffel, await add(staffel, files, titles.map, ['/plan.tif'], { size: 3 * megabyte }))
    await over(staffel, await add(staffel, files, titles.deeds, numbered(24, '/deed-', '.jpg'), { size: 400_000 }))
    const negatives = numbered(6, '/negative-', '.tif')
    for (const path of negatives.slice(1)) files.serve(path, { size: 500_000 })
    await over(staffel, await post(staffel, { title: titles.photos, urls: negatives.map((path) => files.url(path)) }))
    await talks(staffel, files, titles)
    await add(staffel, files, titles.data, numbered(8, '/composite-', '.h5'), long)
    await subscribe({ staffel, feeds }, titles)
    await untilActive(staffel, 5)
  },

  async many({ staffel, files }, language) {
    await staffel.patchSettings({ maxSlots: 8 })
    files.serve('/page.jpg', { ...long, bytesPerSecond: 90_000 })
    const url = files.url('/page.jpg')
    for (let job = 1; job <= 500; job += 1) {
      const episodes = numbered(20, `${job}-`, '.jpg').map((fileName) => ({ url, fileName }))
      const title = `${titlesOf[language].deeds} · ${job}`
      await post(staffel, { title, episodes, startPaused: job % 5 === 0, connections: 1 })
    }
    await untilActive(staffel, 8)
  },

  async waiting({ staffel, files, elsewhere, downloads }, language) {
    const titles = titlesOf[language]
    await staffel.patchSettings({ maxSlots: 4, maxConnectionsPerHost: 2, retry: { maxAttempts: 5 } })
    const never = { enabled: true, timeZone: 'system', windows: [], otherwise: { mode: 'paused' } }
    const { id: queueId } = await staffel.post<{ id: string }>('/queues', { name: titles.queue, schedule: never })
    const exclusive = await staffel.post<Session>('/sessions', { name: titles.session, mode: 'exclusive', cookiesText: cookies })
    const gone = await staffel.post<Session>('/sessions', { name: titles.library, mode: 'shared', cookiesText: cookies })
    elsewhere.serve('/backoff.bin', { size: megabyte, faults: [{ status: 503, headers: { 'retry-after': '1200' } }] })
    elsewhere.serve('/expired.bin', { ...long, faults: [{ cutAfter: 4 * megabyte }, ...repeated({ status: 410 })] })
    elsewhere.serve('/members.bin', { size: megabyte, faults: repeated({ status: 401 }) })
    for (const path of ['/first.bin', '/second.bin']) files.serve(path, long)
    await post(staffel, { title: titles.waiting.schedule, urls: [files.url('/first.bin')], queueId })
    await post(staffel, { title: titles.waiting.auth, urls: [elsewhere.url('/members.bin')], sessionId: gone.id })
    await post(staffel, { title: titles.waiting.link, urls: [elsewhere.url('/expired.bin')], connections: 1 })
    await untilWaiting(staffel, ['auth', 'link'])
    await withoutDisk({ staffel, elsewhere, downloads }, titles)
    const urls = ['/first.bin', '/second.bin'].map((path) => files.url(path))
    await post(staffel, { title: titles.waiting.session, urls, sessionId: exclusive.id, connections: 1 })
    await post(staffel, { title: titles.waiting.host, urls: [...urls, ...urls], connections: 1 })
    await post(staffel, { title: titles.waiting.backoff, urls: [elsewhere.url('/backoff.bin')] })
    await post(staffel, { title: titles.waiting.paused, urls, startPaused: true })
    await untilWaiting(staffel, ['backoff'])
  },

  async offline({ staffel, files }, language) {
    const titles = titlesOf[language]
    await staffel.patchSettings({ maxSlots: 5 })
    await over(staffel, await add(staffel, files, titles.map, ['/plan.tif'], { size: 3 * megabyte }))
    await over(staffel, await add(staffel, files, titles.deeds, numbered(24, '/deed-', '.jpg'), { size: 400_000 }))
    await sleep(staleMs)
    const paths = numbered(12, '/talk-', '.mp3')
    const episodes = paths.map((path, index) => ({
      url: `${noWay}${path}`,
      title: `${titles.podcast}, ${titles.episode} ${index + 1}`,
    }))
    await post(staffel, { title: titles.podcast, episodes })
    await post(staffel, { title: titles.data, urls: numbered(8, '/composite-', '.h5').map((path) => `${noWay}${path}`) })
    await untilWaiting(staffel, ['offline'])
  },

  async failed({ staffel, files, secure }, language) {
    const titles = titlesOf[language]
    files.serve('/short.bin', { size: megabyte, faults: repeated({ contentLength: '400', cutAfter: 400, ignoreRange: true }) })
    files.serve('/wrong.bin', { size: megabyte })
    files.serve('/denied.bin', { size: megabyte, faults: repeated({ status: 403 }) })
    files.redirect('/round', '/round')
    secure.serve('/secure.bin', { size: megabyte })
    const expected = '0'.repeat(64)
    const jobs = [
      await post(staffel, {
        title: titles.failed.missing,
        urls: numbered(4, '/missing-', '.bin').map((path) => files.url(path)),
      }),
      await post(staffel, {
        title: titles.failed.digest,
        episodes: [{ url: files.url('/wrong.bin'), checksum: { algorithm: 'sha-256', expected } }],
      }),
      await post(staffel, { title: titles.failed.denied, urls: [files.url('/denied.bin')] }),
      await post(staffel, { title: titles.failed.round, urls: [files.url('/round')] }),
      await post(staffel, { title: titles.failed.certificate, urls: [secure.url('/secure.bin')] }),
      await post(staffel, { title: titles.failed.refused, urls: ['http://127.0.0.1:9/refused.bin'] }),
    ]
    for (const job of jobs) await over(staffel, job)
  },
}

async function talks(staffel: Staffel, files: FaultyServer, { podcast, episode }: Titles): Promise<void> {
  const paths = numbered(12, '/talk-', '.mp3')
  for (const [index, path] of paths.entries()) files.serve(path, index < 4 ? { size: 900_000 } : talk(index))
  const episodes = paths.map((path, index) => ({ url: files.url(path), title: `${podcast}, ${episode} ${index + 1}` }))
  await post(staffel, { title: podcast, episodes })
}

/** Not all as fast as each other, as it is. */
function talk(index: number): FileScript {
  return { ...long, bytesPerSecond: 500_000 + 110_000 * ((index * 3) % 7) }
}

/** A file that no disk has room for, and one whose folder goes while it is written. */
async function withoutDisk(
  { staffel, elsewhere, downloads }: Pick<World, 'staffel' | 'elsewhere' | 'downloads'>,
  { waiting }: Titles,
) {
  const directory = join(downloads, 'camera')
  elsewhere.serve('/enormous.bin', {
    size: megabyte,
    faults: repeated({ contentLength: String(90_000_000 * megabyte), ignoreRange: true }),
  })
  elsewhere.serve('/camera.mov', long)
  const { id } = await post(staffel, { title: waiting.folder, urls: [elsewhere.url('/camera.mov')], directory })
  await staffel.untilJob(id, ({ bytesDone }) => bytesDone > megabyte, settleMs)
  await rm(directory, { recursive: true })
  await post(staffel, { title: waiting.room, urls: [elsewhere.url('/enormous.bin')] })
  await until(
    () => staffel.get<{ items: Job[] }>('/jobs'),
    ({ items }) => items.filter((job) => job.waiting?.reason === 'disk').length === 2,
    settleMs,
  )
}

async function subscribe({ staffel, feeds }: Pick<World, 'staffel' | 'feeds'>, { podcast }: Titles): Promise<void> {
  const episodes = episodesFrom(1, 24, (number) => feeds.url(`/talk-${number}.mp3`))
  feeds.set('/podcast.xml', { text: podcastFeed(podcast, episodes) })
  await staffel.post<Subscription>('/subscriptions', { url: feeds.url('/podcast.xml'), rule: { newest: 3 } })
}

/** Paths or names that differ by a number of as many digits as the last one has. */
function numbered(count: number, before: string, after: string): string[] {
  const digits = String(count).length
  return Array.from({ length: count }, (_, index) => `${before}${String(index + 1).padStart(digits, '0')}${after}`)
}

function repeated<Fault>(fault: Fault): Fault[] {
  return Array.from({ length: 200 }, () => fault)
}

function add(staffel: Staffel, files: FaultyServer, title: string, paths: readonly string[], script: FileScript): Promise<Job> {
  for (const path of paths) files.serve(path, script)
  return post(staffel, { title, urls: paths.map((path) => files.url(path)) })
}

function post(staffel: Staffel, job: NewJob): Promise<Job> {
  return staffel.post<Job>('/jobs', job)
}

async function over(staffel: Staffel, { id }: Job): Promise<void> {
  await staffel.untilJob(id, ({ status }) => status === 'completed' || status === 'failed', settleMs)
}

async function untilActive(staffel: Staffel, active: number): Promise<void> {
  await until(
    () => staffel.stats(),
    ({ slots }) => slots.active === active,
    settleMs,
  )
}

async function untilWaiting(staffel: Staffel, reasons: readonly WaitReason[]): Promise<void> {
  await until(
    () => staffel.get<{ items: Job[] }>('/jobs'),
    ({ items }) => reasons.every((reason) => items.some(({ waiting }) => waiting?.reason === reason)),
    settleMs,
  )
}
