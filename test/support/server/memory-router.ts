import { setTimeout as sleep } from 'node:timers/promises'
import { createImplementer } from '../../../src-main/api/implementer.ts'
import { unknownHost } from '../../../src-main/queue/host-profile.ts'
import type { Log } from '../../../src-main/queue/ports.ts'
import {
  defaultSettings,
  type Job,
  type Queue,
  type Settings,
  type StaffelEvent,
  type Stats,
} from '../../../src-preload/contract/index.ts'
import { jobWith } from '../items.ts'
import { memoryDetails } from './memory-details.ts'
import { memorySources } from './memory-sources.ts'
import { memorySubscriptions } from './memory-subscriptions.ts'
import { memoryWindows } from './memory-windows.ts'

/** A router over the whole contract that keeps its jobs in memory, and shows what the doors did with it. */
export function createMemoryRouter(log: Log) {
  const jobs = new Map<string, Job>()
  const listeners = new Set<(event: StaffelEvent) => void>()
  const verifying = { takesMs: 0 }
  let undelivered = 0
  /** What reached the handlers of `jobs.add` and `jobs.remove`, checked and completed. */
  const calls: { readonly procedure: string; readonly input: unknown }[] = []
  let settings: Settings = { ...defaultSettings, downloadDirectory: '/downloads' }

  const os = createImplementer(log)
  const emit = (event: StaffelEvent) => {
    for (const listener of listeners) listener(event)
  }
  const episodeAction = os.episodes.pause.handler(({ errors }) => {
    throw errors.NOT_FOUND({ data: {} })
  })

  const router = os.router({
    jobs: {
      add: os.jobs.add.handler(({ input }) => {
        calls.push({ procedure: 'jobs.add', input })
        const job = jobWith({
          id: String(jobs.size + 1).padStart(16, '0'),
          title: input.title ?? 'a job',
          episodesTotal: input.urls?.length ?? 1,
        })
        jobs.set(job.id, job)
        emit({ type: 'job', job })
        return job
      }),
      list: os.jobs.list.handler(() => ({ items: [...jobs.values()], total: jobs.size, counts: { ...noJobs, all: jobs.size } })),
      get: os.jobs.get.handler(({ input, errors }) => {
        const job = jobs.get(input.jobId)
        if (job === undefined) throw errors.NOT_FOUND({ data: { jobId: input.jobId } })
        return job
      }),
      update: os.jobs.update.handler(({ errors }) => {
        throw errors.CONFLICT({ data: { status: 'completed' } })
      }),
      remove: os.jobs.remove.handler(({ input, errors }) => {
        calls.push({ procedure: 'jobs.remove', input })
        if (!jobs.delete(input.jobId)) throw errors.NOT_FOUND({ data: { jobId: input.jobId } })
        return { done: true as const }
      }),
      pause: os.jobs.pause.handler(() => {
        throw new Error('a secret detail of the inside')
      }),
      resume: os.jobs.resume.handler(({ errors }) => {
        throw errors.NOT_FOUND({ data: {} })
      }),
      retry: os.jobs.retry.handler(({ errors }) => {
        throw errors.NOT_FOUND({ data: {} })
      }),
      episodes: os.jobs.episodes.handler(() => ({ items: [], total: 0 })),
      addEpisodes: os.jobs.addEpisodes.handler(({ input }) => jobWith({ id: input.jobId, title: 'a job', episodesTotal: 1 })),
      updateMany: os.jobs.updateMany.handler(({ input }) => ({ changed: input.jobIds.length, skipped: 0 })),
      move: os.jobs.move.handler(({ input }) => ({ changed: input.jobIds.length, skipped: 0 })),
    },
    episodes: {
      get: os.episodes.get.handler(({ errors }) => {
        throw errors.NOT_FOUND({ data: {} })
      }),
      update: os.episodes.update.handler(({ errors }) => {
        throw errors.NOT_FOUND({ data: {} })
      }),
      remove: os.episodes.remove.handler(() => ({ done: true as const })),
      pause: episodeAction,
      resume: os.episodes.resume.handler(({ errors }) => {
        throw errors.NOT_FOUND({ data: {} })
      }),
      retry: os.episodes.retry.handler(({ errors }) => {
        throw errors.NOT_FOUND({ data: {} })
      }),
    },
    rows: os.rows.handler(() => ({ rows: [], total: 0, jobs: 0, counts: noJobs })),
    bulk: os.bulk.handler(({ input }) => ({ changed: input.jobIds.length, skipped: 0 })),
    notices: {
      list: os.notices.list.handler(() => ({ items: [], total: 0, unread: 0 })),
      read: os.notices.read.handler(() => ({ done: true as const })),
      clear: os.notices.clear.handler(() => ({ done: true as const })),
    },
    undo: {
      list: os.undo.list.handler(() => ({ items: [], total: 0 })),
      run: os.undo.run.handler(({ input }) => {
        calls.push({ procedure: 'undo.run', input })
        return { restored: 1, movedOn: 0, gone: 0, anew: 0 }
      }),
    },
    verify: os.verify.handler(async ({ signal }) => {
      signal?.addEventListener('abort', () => calls.push({ procedure: 'verify', input: 'broken off' }))
      await sleep(verifying.takesMs)
      return {
        items: [],
        counts: { ok: 0, size: 0, damaged: 0, missing: 0, unknown: 0, unreadable: 0, unfinished: 0 },
        next: null,
      }
    }),
    queue: {
      pause: os.queue.pause.handler(() => ({ ...emptyStats, paused: true })),
      resume: os.queue.resume.handler(() => emptyStats),
      override: os.queue.override.handler(() => emptyStats),
      whenFinished: os.queue.whenFinished.handler(() => emptyStats),
      status: os.queue.status.handler(() => ({ success: true as const, queue: { active: [], completed: [] } })),
    },
    queues: {
      list: os.queues.list.handler(() => ({ items: [defaultQueue], total: 1 })),
      add: os.queues.add.handler(({ input }) => ({
        ...defaultQueue,
        ...input,
        id: '1',
        slots: input.slots ?? null,
        paused: false,
        schedule: null,
      })),
      update: os.queues.update.handler(() => defaultQueue),
      override: os.queues.override.handler(() => defaultQueue),
      remove: os.queues.remove.handler(() => ({ done: true as const, movedJobs: 0 })),
    },
    sessions: {
      list: os.sessions.list.handler(() => ({ items: [], total: 0 })),
      add: os.sessions.add.handler(({ errors }) => {
        throw errors.CONFLICT({ data: {} })
      }),
      get: os.sessions.get.handler(({ errors }) => {
        throw errors.NOT_FOUND({ data: {} })
      }),
      update: os.sessions.update.handler(({ errors }) => {
        throw errors.NOT_FOUND({ data: {} })
      }),
      remove: os.sessions.remove.handler(() => ({ done: true as const })),
      resume: os.sessions.resume.handler(({ errors }) => {
        throw errors.NOT_FOUND({ data: {} })
      }),
      signIn: os.sessions.signIn.handler(({ errors }) => {
        throw errors.NOT_FOUND({ data: {} })
      }),
      inspect: os.sessions.inspect.handler(() => ({ format: null, cookies: [], hosts: [], request: null, problems: [] })),
      readCurl: os.sessions.readCurl.handler(() => ({ download: null, problems: [] })),
      export: os.sessions.export.handler(() => ({ fileName: 'cookies.txt', text: '' })),
    },
    credentials: {
      list: os.credentials.list.handler(() => ({ items: [], total: 0 })),
      add: os.credentials.add.handler(({ errors }) => {
        throw errors.CONFLICT({ data: {} })
      }),
      update: os.credentials.update.handler(({ errors }) => {
        throw errors.NOT_FOUND({ data: {} })
      }),
      remove: os.credentials.remove.handler(() => ({ done: true as const })),
      importNetrc: os.credentials.importNetrc.handler(() => ({ added: 0, replaced: 0, kept: 0, problems: [] })),
    },
    proxies: {
      list: os.proxies.list.handler(() => ({ items: [], total: 0 })),
      add: os.proxies.add.handler(({ errors }) => {
        throw errors.CONFLICT({ data: {} })
      }),
      update: os.proxies.update.handler(({ errors }) => {
        throw errors.NOT_FOUND({ data: {} })
      }),
      remove: os.proxies.remove.handler(() => ({ done: true as const })),
    },
    sources: memorySources(os, (procedure, input) => calls.push({ procedure, input })),
    subscriptions: memorySubscriptions(os),
    window: memoryWindows(os),
    settings: {
      get: os.settings.get.handler(() => settings),
      update: os.settings.update.handler(({ input }) => {
        settings = {
          ...settings,
          ...JSON.parse(JSON.stringify(input)),
          retry: settings.retry,
          autoScaleBounds: settings.autoScaleBounds,
        }
        return settings
      }),
    },
    hosts: {
      get: os.hosts.get.handler(({ input: { host } }) => ({
        host,
        active: 0,
        connections: 0,
        speed: 0,
        connectionLimit: 8,
        scaling: null,
        quietUntil: null,
        profile: unknownHost,
        failed: 0,
      })),
    },
    overview: {
      get: os.overview.get.handler(() => ({
        timeZone: 'UTC',
        today: '2026-01-01',
        since: null,
        figures: { today: noFigures, all: noFigures },
        calendar: [],
        hosts: { since: '2025-12-03', items: [], total: 0 },
        waiting: null,
        disks: null,
      })),
      throughput: os.overview.throughput.handler(({ input: { span } }) => ({
        span,
        from: '2026-01-01T00:00:00.000Z',
        stepSeconds: 300,
        bytes: [],
        lastSeconds: 0,
      })),
      slots: os.overview.slots.handler(() => ({ total: 0, items: [] })),
    },
    failures: {
      list: os.failures.list.handler(() => ({ total: 0, groups: [] })),
      retry: os.failures.retry.handler(() => ({ retried: 0, jobs: 0 })),
    },
    details: memoryDetails(os),
    export: {
      page: os.export.page.handler(({ input: { after, format } }) => {
        const line = Number(after ?? 0)
        return { text: `${format} ${line}\n`, rows: 1, next: line === 2 ? null : String(line + 1) }
      }),
    },
    report: {
      list: os.report.list.handler(() => ({ items: [], next: null })),
      csv: os.report.csv.handler(({ input: { after } }) => {
        const line = Number(after ?? 0)
        return { text: `line ${line}\r\n`, rows: 1, next: line === 2 ? null : String(line + 1) }
      }),
      history: os.report.history.handler(() => ({ entries: 0, files: 0 })),
      clear: os.report.clear.handler(() => ({ removed: 0 })),
    },
    statistics: os.statistics.handler(({ input: { by } }) => ({
      by,
      timeZone: 'UTC',
      today: '2026-01-01',
      totals: noFigures,
      items: [],
    })),
    stats: os.stats.handler(() => emptyStats),
    events: os.events.handler(async function* ({ signal }) {
      const queue: StaffelEvent[] = []
      let wake = () => {}
      const listener = (event: StaffelEvent) => {
        queue.push(event)
        undelivered += 1
        wake()
      }
      listeners.add(listener)
      signal?.addEventListener('abort', () => wake(), { once: true })
      try {
        while (signal?.aborted !== true) {
          const event = queue.shift()
          if (event === undefined) await new Promise<void>((resolve) => (wake = resolve))
          else {
            undelivered -= 1
            yield event
          }
        }
      } finally {
        listeners.delete(listener)
      }
    }),
    app: os.app.handler(() => ({
      version: '0',
      mode: 'web' as const,
      platform: 'linux',
      locale: 'en',
      dataDirectory: '/data',
      defaultDownloadDirectory: '/downloads',
      secretsKeptBy: 'file' as const,
    })),
  })
  /** Events that no stream has asked for yet. */
  const pending = () => undelivered
  return { router, emit, pending, listeners, calls, verifying }
}

const noJobs = { all: 0, queued: 0, downloading: 0, paused: 0, processing: 0, completed: 0, failed: 0 }

const defaultQueue: Queue = { id: 'default', name: '', slots: null, paused: false, schedule: null }
const noFigures = { files: 0, failed: 0, retries: 0, bytes: 0, activeMs: 0, meanSpeed: null, successRate: null }

export const emptyStats: Stats = {
  paused: false,
  slots: { configured: 3, effective: 3, active: 0, draining: 0, limitedBy: null, summary: '0 running, limit 3' },
  schedule: null,
  whenFinished: { action: 'nothing', offered: ['nothing'], firesAt: null },
  scaling: null,
  speed: 0,
  bytesThisRun: 0,
  jobs: noJobs,
  episodes: { queued: 0, downloading: 0, paused: 0, verifying: 0, completed: 0, failed: 0 },
  queues: [{ id: 'default', active: 0, jobs: noJobs, schedule: null }],
  filesPerHour: 0,
  successRate: null,
  totals: noFigures,
  hosts: [],
  disk: null,
  directories: [],
}
