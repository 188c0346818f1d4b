import type { ErrorParams } from '../../../src-preload/contract/index.ts'

export interface Clock {
  /** Wall time. */
  now(): number
  /** Never goes back; for rates and waits. */
  monotonic(): number
  /** Calls once after the delay; returns what cancels it. */
  schedule(delayMs: number, call: () => void): () => void
}

/** The machine itself, whatever its clock says. */
export interface Machine {
  /** Since it was started, the time it slept included. Milliseconds, on some systems in whole seconds. */
  uptimeMs(): number
}

/** Clocks on the wall. A time zone is an IANA name, or `system` for that of this machine. Instants are milliseconds since the epoch. */
export interface Calendar {
  /** What such a clock shows at an instant, as milliseconds since Monday 00:00 as it would count them. */
  wallClock(instant: number, timeZone: string): { readonly msOfWeek: number }
  /** When clocks there are put forward or back next; null where they never are again. */
  nextOffsetChange(instant: number, timeZone: string): number | null
}

export interface Random {
  /** 16 hex digits, never given twice. */
  id(): string
  /** Uniform in [0, 1). */
  fraction(): number
}

export interface Log {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void
  error(message: string, facts?: Readonly<Record<string, unknown>>): void
}

export interface Disk {
  /**
   * Deletes files; one that is not there counts as deleted, and so does one that holds another content than the one that it
   * has to have (null for any). Returns the paths of those that could not be.
   */
  remove(files: readonly { readonly path: string; readonly content: string | null }[]): Promise<readonly string[]>
  /** What lies in a folder, by name; nothing where it is not there. */
  names(directory: string): Promise<readonly string[]>
  /** Size, and when it was last written to (milliseconds since the epoch); null for what is no file. */
  facts(path: string): Promise<{ readonly bytes: number; readonly changedAt: number } | null>
  /** Free bytes for this user on the disk that holds the folder, or its nearest existing ancestor; null where it cannot be asked. */
  freeBytes(directory: string): Promise<number | null>
  /** The disk that holds the folder, or its nearest existing ancestor: what tells it from others, and its room for this user; null where it cannot be asked. */
  room(directory: string): Promise<{ readonly device: string; readonly freeBytes: number; readonly totalBytes: number } | null>
  /** Whether a folder is there, on the file system that is mounted at `mount` (see `Folders.prepare`). */
  isThere(directory: string, mount: string | null): Promise<boolean>
}

/** What this machine knows of its own network. */
export interface Network {
  /** Whether it has an address other than its own loopback. */
  isUp(): boolean
  /** Its addresses other than its own loopback; none where the system cannot be asked. */
  addresses(): readonly string[]
}

/** Which folders may be written to, and what a given one means. */
export interface Folders {
  /**
   * Absolute folder for what the user gave (relative ones lie in `base`), created, tried by writing, and inside what
   * is allowed; or why not. `mount`: where the file system begins that it lies in, null for the one that holds the
   * system itself.
   */
  prepare(
    wanted: string,
    base: string,
  ): Promise<
    | { readonly directory: string; readonly mount: string | null }
    | { readonly problem: FolderProblem; readonly params: ErrorParams }
  >
  /** What is kept of the wanted name of a folder below another: safe on every system, `/` between its parts; null where nothing is. */
  safe(wanted: string): string | null
  /**
   * Makes folders below a prepared one, each as {@link safe} keeps it, up to the first that cannot be used. `made`: those
   * that were not there before, in their order, the ones above them too.
   */
  makeBelow(
    directory: string,
    folders: readonly string[],
  ): Promise<{
    readonly made: readonly string[]
    readonly fault: { readonly problem: FolderProblem; readonly params: ErrorParams } | null
  }>
  /** Removes those that are empty, in this order. */
  removeEmpty(directory: string, folders: readonly string[]): Promise<void>
}
export type FolderProblem = 'outside' | 'not-writable' | 'not-a-folder' | 'invalid'

/** A run of the machine, from its start to its end. `id`: the system's own, null where it has none. */
export interface MachineRun {
  readonly id: string | null
  /** Milliseconds since the epoch, as far as the clock can be trusted. */
  readonly startedAt: number
}
