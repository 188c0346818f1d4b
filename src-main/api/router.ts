import type { Log } from '../queue/ports.ts'
import type { QueueManager } from '../queue/queue-manager.ts'
import type { WindowKeeper } from '../queue/window-keeper.ts'
import type { CredentialKeeper } from '../sessions/credential-keeper.ts'
import type { ForeignTexts } from '../sessions/foreign-texts.ts'
import type { SessionKeeper } from '../sessions/session-keeper.ts'
import type { SubscriptionKeeper } from '../sources/subscriptions/subscription-keeper.ts'
import { detailsHandlers } from './details-routes.ts'
import { exportHandlers } from './export-routes.ts'
import { createImplementer } from './implementer.ts'
import { accepted, found } from './outcomes.ts'
import { csvPage } from './report-csv.ts'
import { type SourceParts, sourceHandlers } from './source-routes.ts'
import { subscriptionHandlers } from './subscription-routes.ts'
import { undoableHandlers } from './undoable-routes.ts'

/** Facts about this program that a window wants to know. */
export interface AppFacts {
  readonly version: string
  readonly mode: 'desktop' | 'web'
  readonly platform: string
  readonly locale: string
  readonly dataDirectory: string
  readonly defaultDownloadDirectory: string
  readonly secretsKeptBy: 'keyring' | 'file'
}

/** What answers. */
export interface RouterParts extends SourceParts {
  readonly queue: QueueManager
  readonly sessions: SessionKeeper
  readonly credentials: CredentialKeeper
  readonly texts: ForeignTexts
  readonly subscriptions: SubscriptionKeeper
  readonly windows: WindowKeeper
}

/** The contract, implemented: the one router behind every door. It translates and never decides. */
export function createRouter(
  { queue, sessions, credentials, texts, subscriptions, windows, ...sources }: RouterParts,
  app: AppFacts,
  log: Log,
) {
  const os = createImplementer(log)
  const { read } = queue
  const undoable = undoableHandlers(os, queue)
  return os.router({
    jobs: {
      add: os.jobs.add.handler(async ({ input, signal }) => accepted(await sources.sourceJobs.add(input, signal))),
      list: os.jobs.list.handler(({ input }) => read.jobs(input)),
      get: os.jobs.get.handler(({ input }) => found(read.job(input.jobId), input)),
      update: os.jobs.update.handler(async ({ input: { jobId, ...patch } }) => accepted(await queue.jobs.change(jobId, patch))),
      remove: os.jobs.remove.handler(async ({ input }) => accepted(await queue.jobs.remove(input.jobId, input))),
      pause: os.jobs.pause.handler(async ({ input }) => accepted(await queue.jobs.pause(input.jobId))),
      resume: os.jobs.resume.handler(async ({ input }) => accepted(await queue.jobs.resume(input.jobId))),
      retry: os.jobs.retry.handler(async ({ input }) => accepted(await queue.jobs.retry(input.jobId))),
      episodes: os.jobs.episodes.handler(({ input }) => found(read.episodes(input), { jobId: input.jobId })),
      addEpisodes: os.jobs.addEpisodes.handler(async ({ input }) => accepted(await queue.jobs.addEpisodes(input.jobId, input))),
      updateMany: undoable.updateMany,
      move: undoable.move,
    },
    episodes: {
      get: os.episodes.get.handler(({ input }) => found(read.episode(input.episodeId), input)),
      update: os.episodes.update.handler(async ({ input: { episodeId, ...patch } }) =>
        accepted(await queue.episodes.update(episodeId, patch)),
      ),
      remove: os.episodes.remove.handler(async ({ input }) => accepted(await queue.episodes.remove(input.episodeId, input))),
      pause: os.episodes.pause.handler(async ({ input }) => accepted(await queue.episodes.pause(input.episodeId))),
      resume: os.episodes.resume.handler(async ({ input }) => accepted(await queue.episodes.resume(input.episodeId))),
      retry: os.episodes.retry.handler(async ({ input }) => accepted(await queue.episodes.retry(input.episodeId))),
    },
    rows: os.rows.handler(({ input }) => read.rows(input)),
    bulk: undoable.bulk,
    undo: undoable.undo,
    notices: {
      list: os.notices.list.handler(() => queue.notices.list()),
      read: os.notices.read.handler(() => queue.notices.markRead()),
      clear: os.notices.clear.handler(() => queue.notices.clear()),
    },
    verify: os.verify.handler(async ({ input, signal }) => accepted(await queue.verification.verify(input, signal))),
    queue: {
      pause: undoable.pauseQueue,
      resume: undoable.resumeQueue,
      override: os.queue.override.handler(({ input }) => {
        accepted(queue.overrideSchedule(input.active))
        return read.freshStats()
      }),
      whenFinished: os.queue.whenFinished.handler(({ input }) => {
        accepted(queue.setWhenFinished(input.action))
        return read.freshStats()
      }),
      status: os.queue.status.handler(() => read.queueStatus()),
    },
    queues: {
      list: os.queues.list.handler(() => queue.queues.list()),
      add: os.queues.add.handler(({ input }) => accepted(queue.queues.add(input))),
      update: os.queues.update.handler(async ({ input: { queueId, ...patch } }) =>
        accepted(await queue.queues.update(queueId, patch)),
      ),
      override: os.queues.override.handler(({ input }) => accepted(queue.queues.override(input.queueId, input.active))),
      remove: os.queues.remove.handler(async ({ input }) => accepted(await queue.queues.remove(input.queueId))),
    },
    sessions: {
      list: os.sessions.list.handler(() => sessions.list()),
      add: os.sessions.add.handler(({ input }) => accepted(sessions.add(input))),
      get: os.sessions.get.handler(({ input }) => found(sessions.get(input.sessionId), input)),
      update: os.sessions.update.handler(({ input: { sessionId, ...patch } }) => accepted(sessions.update(sessionId, patch))),
      remove: os.sessions.remove.handler(({ input }) => accepted(sessions.remove(input.sessionId, input))),
      resume: os.sessions.resume.handler(({ input }) => accepted(sessions.resume(input.sessionId))),
      signIn: os.sessions.signIn.handler(async ({ input }) => accepted(await sessions.signIn(input.sessionId, input.url))),
      inspect: os.sessions.inspect.handler(({ input }) => sessions.inspect(input.text, input.host)),
      readCurl: os.sessions.readCurl.handler(({ input }) => texts.readCurl(input.text)),
      export: os.sessions.export.handler(({ input }) => accepted(sessions.export(input.sessionId, input.format))),
    },
    credentials: {
      list: os.credentials.list.handler(() => credentials.list()),
      add: os.credentials.add.handler(({ input }) => accepted(credentials.add(input))),
      update: os.credentials.update.handler(({ input: { credentialId, ...patch } }) =>
        accepted(credentials.update(credentialId, patch)),
      ),
      remove: os.credentials.remove.handler(({ input }) => accepted(credentials.remove(input.credentialId))),
      importNetrc: os.credentials.importNetrc.handler(({ input }) => {
        const netrc = texts.readNetrc(input.text)
        return { ...credentials.adopt(netrc.credentials, input), problems: netrc.problems }
      }),
    },
    proxies: {
      list: os.proxies.list.handler(() => queue.proxies.list()),
      add: os.proxies.add.handler(({ input }) => accepted(queue.proxies.add(input))),
      update: os.proxies.update.handler(({ input: { proxyId, ...patch } }) => accepted(queue.proxies.update(proxyId, patch))),
      remove: os.proxies.remove.handler(({ input }) => accepted(queue.proxies.remove(input.proxyId))),
    },
    settings: {
      get: os.settings.get.handler(() => queue.settings),
      update: os.settings.update.handler(async ({ input }) => accepted(await queue.changeSettings(input))),
    },
    hosts: {
      get: os.hosts.get.handler(({ input }) => read.host(input.host)),
    },
    sources: sourceHandlers(os, sources),
    subscriptions: subscriptionHandlers(os, subscriptions),
    window: {
      get: os.window.get.handler(() => windows.memory),
      update: os.window.update.handler(({ input }) => windows.change(input)),
    },
    export: exportHandlers(os, read),
    details: detailsHandlers(os, queue.details),
    overview: {
      get: os.overview.get.handler(() => read.overview.overview()),
      throughput: os.overview.throughput.handler(({ input }) => read.overview.throughput.throughput(input)),
      slots: os.overview.slots.handler(() => read.overview.slots()),
    },
    failures: {
      list: os.failures.list.handler(({ input }) => queue.reporting.failures.summary(input)),
      retry: undoable.retryFailed,
    },
    report: {
      list: os.report.list.handler(async ({ input: { format: _, ...query } }) => accepted(await queue.reporting.page(query))),
      csv: os.report.csv.handler(async ({ input }) => csvPage(accepted(await queue.reporting.page(input)), input)),
      history: os.report.history.handler(() => queue.reporting.history()),
      clear: os.report.clear.handler(() => queue.reporting.clear()),
    },
    statistics: os.statistics.handler(({ input }) => queue.reporting.statistics.statistics(input)),
    stats: os.stats.handler(() => read.freshStats()),
    events: os.events.handler(async ({ signal }) => {
      const subscription = queue.subscribe()
      subscription.push({ type: 'subscriptions', subscriptions: subscriptions.list().items })
      // Peers over a port or a WebSocket only abort when they go away; nothing else would give the stream back.
      signal?.addEventListener('abort', () => void subscription.return(), { once: true })
      return subscription
    }),
    app: os.app.handler(() => ({ ...app })),
  })
}
