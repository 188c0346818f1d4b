import { EventEmitter } from 'node:events'
import { app } from './app.ts'
import type { DevToolsPage } from './devtools.ts'
import { emitPreventable } from './emitter.ts'
import { nativeTheme } from './native-theme.ts'
import { type DoublePreferences, sessionOf, View } from './view.ts'
import { WebContentsDouble } from './web-contents.ts'

type Api = Pick<
  Electron.BrowserWindow,
  | 'loadURL'
  | 'reload'
  | 'show'
  | 'hide'
  | 'focus'
  | 'close'
  | 'destroy'
  | 'maximize'
  | 'unmaximize'
  | 'minimize'
  | 'restore'
  | 'isVisible'
  | 'isMaximized'
  | 'isMinimized'
  | 'isDestroyed'
  | 'getBounds'
  | 'getNormalBounds'
  | 'setBounds'
  | 'getContentBounds'
  | 'setTitle'
  | 'getTitle'
  | 'removeMenu'
>

/** What the program asks for; its session and its parent are the double's. */
type Options = Omit<Electron.BrowserWindowConstructorOptions, 'parent' | 'webPreferences'> & {
  readonly parent?: BrowserWindow
  readonly webPreferences?: DoublePreferences
}

const open = new Set<BrowserWindow>()

/** A double of a window: state and events are modelled, its page is real. */
export class BrowserWindow extends EventEmitter implements Api {
  readonly webContents: WebContentsDouble
  /** What the program asked for, for tests to look at. */
  readonly options: Options
  readonly contentView = new View()
  readonly #leave: () => void
  #bounds: Electron.Rectangle
  #isVisible: boolean
  #isMaximized = false
  #isMinimized = false
  #isDestroyed = false
  #title: string

  static getAllWindows(): BrowserWindow[] {
    return [...open]
  }

  static getFocusedWindow(): BrowserWindow | null {
    return [...open].find((window) => window.isVisible()) ?? null
  }

  /** `page`: that of a window which a page opened; nobody else gives one. */
  constructor(options: Options = {}, page?: DevToolsPage) {
    super()
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    this.options = options
    this.#title = options.title ?? 'Electron'
    this.#isVisible = options.show ?? true
    this.#bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 }
    const preferences = options.webPreferences ?? {}
    const session = sessionOf(preferences)
    this.webContents = new WebContentsDouble({
      preload: preferences.preload,
      session,
      ...(page === undefined ? {} : { page }),
    })
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'))
    this.webContents.on('double-closed', () => this.close())
    this.webContents.on('double-crashed', () => {
      app.emit('render-process-gone', {}, this.webContents, { reason: 'crashed', exitCode: 1 })
    })
    const followTheme = () => void this.webContents.showTheme()
    nativeTheme.on('updated', followTheme)
    this.once('closed', () => nativeTheme.off('updated', followTheme))
    followTheme()
    const leaveWithParent = () => this.destroy()
    options.parent?.once('closed', leaveWithParent)
    this.once('closed', () => options.parent?.off('closed', leaveWithParent))
    open.add(this)
    this.#leave = app.join({
      close: () => {
        this.close()
        return this.#isDestroyed
      },
      destroy: () => this.destroy(),
    })
    app.emit('web-contents-created', {}, this.webContents)
    app.emit('browser-window-created', {}, this)
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }

  reload(): void {
    this.webContents.reload()
  }

  show(): void {
    this.#isVisible = true
    this.emit('show')
  }

  hide(): void {
    this.#isVisible = false
    this.emit('hide')
  }

  focus(): void {
    this.emit('focus')
  }

  close(): void {
    if (!this.#isDestroyed && emitPreventable(this, 'close')) this.destroy()
  }

  destroy(): void {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    open.delete(this)
    this.webContents.destroy()
    this.emit('closed')
    this.#leave()
  }

  maximize(): void {
    this.#isMaximized = true
    this.emit('maximize')
  }

  unmaximize(): void {
    this.#isMaximized = false
    this.emit('unmaximize')
  }

  minimize(): void {
    this.#isMinimized = true
    this.emit('minimize')
  }

  restore(): void {
    this.#isMinimized = false
    this.emit('restore')
  }

  isVisible(): boolean {
    return this.#isVisible
  }

  isMaximized(): boolean {
    return this.#isMaximized
  }

  isMinimized(): boolean {
    return this.#isMinimized
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  getBounds(): Electron.Rectangle {
    return this.#bounds
  }

  getNormalBounds(): Electron.Rectangle {
    return this.#bounds
  }

  getContentBounds(): Electron.Rectangle {
    return this.#bounds
  }

  setTitle(title: string): void {
    this.#title = title
  }

  getTitle(): string {
    return this.#title
  }

  removeMenu(): void {}

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds }
    this.emit('move')
    this.emit('resize')
  }
}

/** A window that a page may open is a window of the same session, made as the program's handler said. */
app.on('web-contents-created', (_event: unknown, opener: WebContentsDouble) => {
  opener.on('double-window-opened', (page: DevToolsPage, options: Options) => {
    const webPreferences = { ...options.webPreferences, session: opener.session }
    opener.emit('did-create-window', new BrowserWindow({ ...options, webPreferences }, page), {})
  })
})
