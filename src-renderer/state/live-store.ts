import { createStore } from 'zustand/vanilla'
import type {
  Credential,
  Episode,
  Job,
  ProxyServer,
  Queue,
  Session,
  Settings,
  Stats,
  Subscription,
  Undoable,
  WindowMemory,
} from '../../src-preload/contract/index.ts'
import type { Inspections } from './inspections.ts'
import { type LiveItems, noItems } from './live-items.ts'
import { nothingRuns, type RunningJobs } from './overall-progress.ts'
import type { Sound } from './sound-choice.ts'
import { nothingMeasured, type SpeedHistory } from './speed-history.ts'
import type { ConnectionState } from './transport.ts'

export interface AppFacts {
  readonly version: string
  readonly mode: 'desktop' | 'web'
  readonly dataDirectory: string
  readonly defaultDownloadDirectory: string
  readonly secretsKeptBy: 'keyring' | 'file'
}

/** What the core said last. Rows select their own item from it, so that only changed rows render. */
export interface LiveState extends LiveItems {
  readonly connection: ConnectionState
  /** Null until the core has answered for the first time; kept while the connection is lost. */
  readonly settings: Settings | null
  /** Changes of settings that are not answered yet. */
  readonly pendingSettings: number
  readonly stats: Stats | null
  /** The default queue first; none before the core has answered. */
  readonly queues: readonly Queue[]
  /** Null until they were read or told of. */
  readonly sessions: readonly Session[] | null
  /** Null until they were wanted or told of. */
  readonly credentials: readonly Credential[] | null
  readonly proxies: readonly ProxyServer[]
  readonly inspections: Inspections
  /** Null until they were read or told of. */
  readonly subscriptions: readonly Subscription[] | null
  /** What can be undone now, the newest first. */
  readonly undoables: readonly Undoable[]
  /** How often it was told what can be undone: then something has come back, or is the history's for good. */
  readonly timesToldOfUndo: number
  /** Groups of notices that nobody has seen. */
  readonly unreadNotices: number
  readonly app: AppFacts | null
  /** Null until the core has answered. */
  readonly memory: WindowMemory | null
  /** Bytes per second of everything, as new as the last progress. */
  readonly speed: number
  readonly speedHistory: SpeedHistory
  readonly running: RunningJobs
  /** The sound that was deserved last, another object for each; null before the first. */
  readonly sound: { readonly kind: Sound } | null
}

export const createLiveStore = () =>
  createStore<LiveState>(() => ({
    ...noItems,
    connection: 'connecting',
    settings: null,
    pendingSettings: 0,
    stats: null,
    queues: [],
    sessions: null,
    credentials: null,
    proxies: [],
    inspections: new Map(),
    subscriptions: null,
    undoables: [],
    timesToldOfUndo: 0,
    unreadNotices: 0,
    app: null,
    memory: null,
    speed: 0,
    speedHistory: nothingMeasured,
    running: nothingRuns,
    sound: null,
  }))
export type LiveStore = ReturnType<typeof createLiveStore>

export const jobOf =
  (id: string) =>
  (state: LiveState): Job | undefined =>
    state.jobs.get(id)
export const episodeOf =
  (id: string) =>
  (state: LiveState): Episode | undefined =>
    state.episodes.get(id)
export const sessionOf =
  (id: string | null) =>
  (state: LiveState): Session | null =>
    state.sessions?.find((session) => session.id === id) ?? null
