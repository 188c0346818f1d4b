import { EventEmitter } from 'node:events'
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emitPreventable } from './emitter.ts'
import { takeInstanceLock } from './instance-lock.ts'

type Api = Pick<
  Electron.App,
  | 'isReady'
  | 'whenReady'
  | 'quit'
  | 'exit'
  | 'getName'
  | 'setName'
  | 'getVersion'
  | 'getPath'
  | 'setPath'
  | 'getAppPath'
  | 'setAppUserModelId'
  | 'setAboutPanelOptions'
  | 'enableSandbox'
  | 'getPreferredSystemLanguages'
  | 'getLocale'
  | 'requestSingleInstanceLock'
  | 'isPackaged'
>

/** The windows that quitting closes; the module of windows joins itself here. */
interface Closable {
  /** Asks the window to close; false where it did not. */
  close(): boolean
  destroy(): void
}

class AppDouble extends EventEmitter implements Api {
  readonly isPackaged = false
  readonly #windows = new Set<Closable>()
  readonly #paths = new Map<string, string>()
  #name = 'staffel'
  #isReady = false
  #isQuitting = false
  readonly #ready: Promise<void>

  constructor() {
    super()
    // Later than everything the entry does without waiting, as in Electron.
    this.#ready = new Promise((resolve) => {
      setTimeout(() => {
        this.#isReady = true
        this.emit('will-finish-launching')
        this.emit('ready')
        resolve()
      }, 50)
    })
    process.on('SIGTERM', () => this.quit())
    process.on('SIGINT', () => this.quit())
    // The test's process holds the windows' pages.
    process.on('disconnect', () => process.exit(1))
  }

  isReady(): boolean {
    return this.#isReady
  }

  whenReady(): Promise<void> {
    return this.#ready
  }

  quit(): void {
    if (!emitPreventable(this, 'before-quit')) return
    this.#isQuitting = true
    for (const window of [...this.#windows]) {
      if (!window.close()) {
        this.#isQuitting = false
        return
      }
    }
    if (emitPreventable(this, 'will-quit')) this.exit(0)
  }

  exit(exitCode = 0): void {
    for (const window of [...this.#windows]) window.destroy()
    this.emit('quit', {}, exitCode)
    process.exit(exitCode)
  }

  getName(): string {
    return this.#name
  }

  setName(name: string): void {
    this.#name = name
  }

  getVersion(): string {
    return '0.0.0'
  }

  getAppPath(): string {
    return process.cwd()
  }

  getPath(name: Parameters<Electron.App['getPath']>[0]): string {
    const path = this.#paths.get(name) ?? join(tmpdir(), 'staffel-electron-double', name)
    mkdirSync(path, { recursive: true })
    return path
  }

  setPath(name: string, path: string): void {
    if (!existsSync(path)) throw new Error(`Failed to set path: ${path} does not exist`)
    this.#paths.set(name, path)
  }

  setAppUserModelId(): void {}

  setAboutPanelOptions(): void {}

  enableSandbox(): void {
    if (this.#isReady) throw new Error('app.enableSandbox() can only be called before app is ready')
  }

  getLocale(): string {
    return this.getPreferredSystemLanguages()[0] ?? 'en-US'
  }

  /** The languages of the machine are the test's to choose. */
  getPreferredSystemLanguages(): string[] {
    if (!this.#isReady) throw new Error('app.getPreferredSystemLanguages() can only be called after app is ready')
    return (process.env.STAFFEL_DOUBLE_LANGUAGES ?? 'en-US').split(',')
  }

  requestSingleInstanceLock(): boolean {
    const others = (arguments_: string[], workingDirectory: string) =>
      this.emit('second-instance', {}, arguments_, workingDirectory, null)
    return takeInstanceLock(this.getPath('userData'), others)
  }

  /** Takes part in quitting; returns what ends that. */
  join(window: Closable): () => void {
    this.#windows.add(window)
    return () => {
      this.#windows.delete(window)
      if (this.#windows.size > 0 || this.#isQuitting) return
      if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
      else this.quit()
    }
  }
}

export const app = new AppDouble()
