import type { Router } from '@orpc/server'
import type { Contract, Settings } from '../../src-preload/contract/index.ts'
import type { hideSurprises } from '../api/hide-surprises.ts'
import type { Keyring } from '../platform/secret-keys.ts'
import type { Desktop, PageNetwork, SignInWindow, SystemProxy } from '../queue/ports.ts'

/** What the shell follows of the settings. */
export type ShellSettings = Pick<Settings, 'language' | 'theme'>

/** An episode's file as the shell may show it. */
export interface EpisodeFile {
  /** Absolute folder it lies in. */
  readonly directory: string
  /** Absolute path; null until the name is decided. */
  readonly path: string | null
  readonly isCompleted: boolean
}

/** All that the shell needs of the core. */
export interface DesktopCore {
  /** Implements the main contract and needs no context; the shell offers it on the window's port. */
  readonly router: Router<Contract, Record<never, never>>
  /** Null where there is no such episode. */
  episodeFile(episodeId: string): EpisodeFile | null
  /** Absolute; null where there is no such job. */
  jobDirectory(jobId: string): string | null
  settings(): ShellSettings
  /** The ways of downloads, and whom they trust, at that moment; secrets among it. */
  network(): PageNetwork
  /** Calls after every change of the settings; returns what ends that. */
  onSettings(listener: (settings: ShellSettings) => void): () => void
  /** The machine goes to sleep: what runs comes to a checkpoint. */
  sleep(): Promise<void>
  /** It is awake again. */
  wake(): void
  /** Brings every transfer to a checkpoint and lets go of the data folder. */
  close(): Promise<void>
}

/** Why the core could not start, where that is no surprise. */
export type StartRefusal =
  /** Another process, perhaps the web mode, works on this data folder. `pid` is null where it could not be read. */
  | { readonly reason: 'locked'; readonly pid: number | null }
  /** A newer Staffel wrote the database. */
  | { readonly reason: 'newer-database' }
  /** The database is no database, or no longer a whole one. */
  | { readonly reason: 'damaged-database' }
  /** The data folder can't be used; `message` is the system's word. */
  | { readonly reason: 'unusable-folder'; readonly message: string }

export type StartResult = { readonly core: DesktopCore } | { readonly refusal: StartRefusal }

/** What the shell does for the core. */
export interface ShellParts {
  readonly desktop: Desktop
  readonly signInWindow: SignInWindow
  readonly systemProxy: SystemProxy
  /** Null where the system has none that protects anything. */
  readonly keyring: Keyring | null
}

export type ShellLog = Parameters<typeof hideSurprises>[0]

export interface DesktopOptions {
  readonly version: string
  /** Absolute; the shell keeps the window's own data in a folder in it. */
  readonly dataDirectory: string
  /** Absolute folder of the built renderer. */
  readonly rendererDirectory: string
  /** Absolute path of the built preload. */
  readonly preloadFile: string
  /** Absolute path of the built preload of the bar above a sign-in page. */
  readonly signInPreloadFile: string
  /** Called once, by the only instance of its kind, before all that follows; may throw where the data folder can't be used. */
  openLog(): ShellLog
  /** Called once, when the app is ready. */
  startCore(log: ShellLog, shell: ShellParts): Promise<StartResult>
}
