import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { type DevToolsPage, openPage } from './devtools.ts'
import { emitPreventable } from './emitter.ts'
import { type FromPage, type Names, type PortData, preparePage, runPreload, type ToPage } from './in-page.ts'
import { ipcMain } from './ipc-main.ts'
import type { MessagePortDouble } from './message-ports.ts'
import { darkness } from './native-theme.ts'
import { Navigation } from './navigation.ts'
import { fromPageUrl, toPageUrl } from './origins.ts'
import { grantPermissions } from './permissions.ts'
import { answerByScheme, type PausedRequest } from './requests.ts'
import type { SessionDouble } from './session.ts'
import { answerFromWeb } from './web-requests.ts'

interface ExecutionContext {
  readonly context: { readonly id: number; readonly name: string; readonly auxData?: { readonly frameId: string } }
}
interface Binding {
  readonly name: string
  readonly payload: string
  readonly executionContextId: number
}

type Api = Pick<
  Electron.WebContents,
  'getURL' | 'isDestroyed' | 'reload' | 'close' | 'send' | 'getZoomFactor' | 'setWebRTCIPHandlingPolicy' | 'setWindowOpenHandler'
> & {
  readonly session: SessionDouble
  readonly navigationHistory: Pick<Electron.NavigationHistory, 'canGoBack' | 'goBack'>
  readonly mainFrame: Pick<Electron.WebFrameMain, 'url'>
  postMessage(channel: string, message: unknown, transfer?: readonly MessagePortDouble[]): void
}

const world = 'Electron Isolated Context'
const names: Names = {
  binding: 'staffelDoubleSay',
  deliver: 'staffelDoubleDeliver',
  expose: 'staffel-double-expose',
  closed: 'staffel-double-closed',
}

interface Origin {
  readonly preload: string | undefined
  readonly session: SessionDouble
  /** The page, where there is one already. */
  readonly page?: DevToolsPage
}

/** A page of the real Chromium, with the real preload in a real isolated world. Emits what Electron's contents emit. */
export class WebContentsDouble extends EventEmitter implements Api {
  /** Settles once the page exists and is prepared. */
  readonly #page: Promise<DevToolsPage>
  readonly session: SessionDouble
  /** What the page's preload sends; `ipcMain` hears it too. */
  readonly ipc = new EventEmitter()
  readonly #navigation = new Navigation(this, () => this.#page)
  readonly #ports = new Map<number, MessagePortDouble['inner']>()
  #lastPort = 0
  #isolatedWorld: number | null = null
  /** Where the program itself sent the page; what else goes somewhere is the page's own doing. */
  #sentTo: string | null = null
  #windowOpen: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] = () => ({ action: 'allow' })
  #lastWindow: Promise<void> = Promise.resolve()
  #isDestroyed = false

  constructor({ preload, session, page }: Origin) {
    super()
    this.session = session
    this.#page = this.#prepare(preload, page)
    this.#page.catch((error: Error) => {
      // The test's process is gone, and with it the browser.
      if (!this.#isDestroyed) process.stderr.write(`electron-double: ${error.message}\n`)
    })
  }

  get mainFrame(): Pick<Electron.WebFrameMain, 'url'> {
    return this.#navigation.frame
  }

  getURL(): string {
    return this.#navigation.frame.url
  }

  get navigationHistory(): Pick<Electron.NavigationHistory, 'canGoBack' | 'goBack'> {
    return this.#navigation.history
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  setWindowOpenHandler(handler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0]): void {
    this.#windowOpen = handler
  }

  reload(): void {
    void this.#page.then((page) => page.send('Page.reload'))
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#page
    this.#sentTo = toPageUrl(url)
    await grantPermissions(page, this.session, new URL(this.#sentTo).origin)
    const { errorText } = await page.send('Page.navigate', { url: this.#sentTo })
    if (errorText !== undefined) throw new Error(`${errorText} loading '${url}'`)
  }

  postMessage(channel: string, message: unknown, transfer: readonly MessagePortDouble[] = []): void {
    const ports = transfer.map((port) => this.#carry(port))
    this.#deliver({ kind: 'ipc', channel, value: message, ports })
  }

  send(channel: string, value: unknown): void {
    this.#deliver({ kind: 'ipc', channel, value, ports: [] })
  }

  setWebRTCIPHandlingPolicy(): void {}

  getZoomFactor(): number {
    return 1
  }

  close(): void {
    this.destroy()
  }

  /** Emulates what the theme is for the page. */
  async showTheme(): Promise<void> {
    const page = await this.#page
    const value = darkness()
    await page.send('Emulation.setEmulatedMedia', {
      features: value === null ? [] : [{ name: 'prefers-color-scheme', value: value ? 'dark' : 'light' }],
    })
  }

  destroy(): void {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    this.#closePorts()
    void this.#page.then((page) => page.close())
    this.emit('destroyed')
  }

  async #prepare(preload: string | undefined, adopted: DevToolsPage | undefined): Promise<DevToolsPage> {
    const page = adopted ?? (await openPage(this.session.partition))
    page.onEnd((reason) => {
      if (reason === 'crashed') this.emit('render-process-gone', {}, { reason, exitCode: 1 })
      this.emit(reason === 'closed' ? 'double-closed' : 'double-crashed')
    })
    page.on('Fetch.requestPaused', (request: PausedRequest) => void this.#answer(page, request))
    page.on('Page.loadEventFired', () => this.emit('did-finish-load'))
    this.#navigation.follow(page)
    page.on('Page.windowOpen', ({ url }: { url: string }) => {
      // One after the other, as in Electron: the handler is asked once the window before is there.
      this.#lastWindow = this.#lastWindow.then(() => this.#opened(page, url))
    })
    page.on('Page.downloadWillBegin', ({ guid, url }: { guid: string; url: string }) => {
      if (!this.session.allowsDownload(fromPageUrl(url))) this.#cancelDownload(page, guid).catch(() => {})
    })
    page.on('Runtime.executionContextCreated', ({ context }: ExecutionContext) => {
      if (context.name === world) this.#isolatedWorld = context.id
    })
    page.on('Runtime.executionContextsCleared', () => {
      this.#isolatedWorld = null
      this.#closePorts()
    })
    page.on('Runtime.bindingCalled', ({ payload, executionContextId }: Binding) => {
      if (executionContextId === this.#isolatedWorld) this.#heard(JSON.parse(payload))
    })
    await page.send('Page.enable')
    await page.send('Network.enable')
    await page.send('Network.setUserAgentOverride', { userAgent: this.session.getUserAgent() })
    await page.send('Runtime.enable')
    await page.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
    if (preload !== undefined) {
      await page.send('Runtime.addBinding', { name: names.binding, executionContextName: world })
      await page.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${preparePage})(${JSON.stringify(names)})` })
      const source = `(${runPreload})(${JSON.stringify(names)}, function (require, module) { ${readFileSync(preload, 'utf8')}\n})`
      await page.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: world })
    }
    if (adopted !== undefined) await this.#navigation.catchUp(page)
    return page
  }

  /** Answers a request as Electron would: navigations of the page's own are asked about, then the scheme's handler answers. */
  async #answer(page: DevToolsPage, request: PausedRequest): Promise<void> {
    const url = request.request.url
    const isNavigation = request.resourceType === 'Document'
    const isOwnWish = this.#sentTo === url && request.redirectedRequestId === undefined
    if (isNavigation && !isOwnWish && !this.#mayGo(request)) {
      await page.send('Fetch.failRequest', { requestId: request.requestId, errorReason: 'Aborted' }).catch(() => {})
      return
    }
    if (isNavigation) this.#sentTo = null
    const isInTheWeb = this.session.partition !== null && /^https?:/.test(fromPageUrl(url))
    if (!isInTheWeb) return answerByScheme(page, request)
    await answerFromWeb(page, request, {
      session: this.session,
      explain: (networkId, name) => this.#navigation.explain(networkId, name),
      askLogin: (details, authInfo) => this.#askLogin(details, authInfo),
    })
  }

  /** As in Electron: cancelled unless a listener prevents that, and then waits for what it says. */
  #askLogin(details: Electron.AuthenticationResponseDetails, authInfo: Electron.AuthInfo): Promise<string | null> {
    const { promise, resolve } = Promise.withResolvers<string | null>()
    const say = (username?: string, password?: string) =>
      resolve(username === undefined || password === undefined ? null : `${username}:${password}`)
    if (emitPreventable(this, 'login', {}, details, authInfo, say)) resolve(null)
    return promise
  }

  async #cancelDownload(page: DevToolsPage, guid: string): Promise<void> {
    const { browserContextId } = (await page.send('Target.getTargetInfo')).targetInfo
    await page.send('Browser.cancelDownload', { guid, ...(browserContextId === undefined ? {} : { browserContextId }) })
  }

  #mayGo({ request, frameId, redirectedRequestId, isMainFrame = true }: PausedRequest & { isMainFrame?: boolean }): boolean {
    const facts = { url: fromPageUrl(request.url), isMainFrame, isSameDocument: false, frameId }
    if (redirectedRequestId !== undefined) return emitPreventable(this, 'will-redirect', facts)
    const isFrameAllowed = emitPreventable(this, 'will-frame-navigate', facts)
    return isFrameAllowed && emitPreventable(this, 'will-navigate', facts)
  }

  async #opened(page: DevToolsPage, url: string): Promise<void> {
    const answer = this.#windowOpen({
      url: fromPageUrl(url),
      frameName: '',
      features: '',
      disposition: 'new-window',
      referrer: { url: this.getURL(), policy: 'default' },
    })
    if (answer.action === 'deny') return page.refusePopup()
    this.emit('double-window-opened', await page.adoptPopup(), answer.overrideBrowserWindowOptions ?? {})
  }

  #heard(message: FromPage): void {
    switch (message.kind) {
      case 'ipc':
        this.ipc.emit(message.channel, { sender: this, senderFrame: this.#navigation.frame, ports: [] }, ...message.values)
        ipcMain.emit(message.channel, { sender: this, senderFrame: this.#navigation.frame, ports: [] }, ...message.values)
        return
      case 'port':
        this.#ports.get(message.port)?.postMessage(unpack(message.data))
        return
      case 'port-closed':
        this.#ports.get(message.port)?.close()
        return
    }
  }

  #carry({ inner }: MessagePortDouble): number {
    this.#lastPort += 1
    const number = this.#lastPort
    this.#ports.set(number, inner)
    inner.on('message', (data: unknown) => this.#deliver({ kind: 'port', port: number, data: pack(data) }))
    inner.once('close', () => {
      this.#ports.delete(number)
      this.#deliver({ kind: 'port-closed', port: number })
    })
    return number
  }

  #deliver(message: ToPage): void {
    const contextId = this.#isolatedWorld
    if (contextId === null || this.#isDestroyed) return
    const expression = `${names.deliver}(${JSON.stringify(JSON.stringify(message))})`
    void this.#page.then((page) => page.send('Runtime.evaluate', { expression, contextId }).catch(() => {}))
  }

  #closePorts(): void {
    for (const port of this.#ports.values()) port.close()
    this.#ports.clear()
  }
}

function pack(data: unknown): PortData {
  return data instanceof Uint8Array ? { base64: Buffer.from(data).toString('base64') } : { value: data }
}

function unpack(data: PortData): unknown {
  return 'value' in data ? data.value : new Uint8Array(Buffer.from(data.base64, 'base64'))
}
