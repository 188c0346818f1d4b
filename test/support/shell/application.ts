import type { ChildProcess } from 'node:child_process'
import type { ElectronApplication, Page } from '@playwright/test'

/** The running desktop app, over the double or over the real Electron: what specs need of Playwright's `ElectronApplication`. */
export interface ShellApplication {
  firstWindow(): Promise<Page>
  /** All pages that are open, those of views and of windows that pages opened too. */
  windows(): Page[]
  /** Calls a function in the main process with the Electron API. It is sent as text, and its answer as JSON. */
  readonly evaluate: ElectronApplication['evaluate']
  process(): ChildProcess
  /** The exit code once it has ended; null after a signal. */
  readonly exited: Promise<number | null>
  /** Asks it to end, and waits until it has. */
  close(): Promise<void>
}
