import { EventEmitter } from 'node:events'
import { app } from './app.ts'
import { CertificateJudge } from './certificates.ts'
import { type DevToolsPage, openPage } from './devtools.ts'
import { emitPreventable } from './emitter.ts'
import { configuredWay } from './proxy-config.ts'
import { fromChromium, toChromium } from './session-cookies.ts'

type Api = Pick<
  Electron.Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setUserAgent'
  | 'getUserAgent'
  | 'isPersistent'
  | 'clearData'
  | 'clearAuthCache'
  | 'clearHostResolverCache'
  | 'closeAllConnections'
  | 'resolveProxy'
  | 'setProxy'
  | 'setCertificateVerifyProc'
> & {
  readonly webRequest: { onBeforeRequest(listener: BeforeRequest | null): void }
  readonly cookies: Pick<Electron.Cookies, 'get' | 'set' | 'remove'>
}

/** What the program uses of the details. */
type BeforeRequest = (
  details: Pick<Electron.OnBeforeRequestListenerDetails, 'url' | 'method' | 'resourceType'>,
  callback: (response: Electron.CallbackResponse) => void,
) => void
/** What the program says of proxies reaches the network service a moment later. */
const configurationMs = 50

type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0]

/** As Electron would name itself, with the Chromium that is there. */
const ownUserAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) staffel/0.0.0 Chrome/153.0.0.0 Electron/45.0.0 Safari/537.36'

/** A browser session: a context of the real Chromium, with its real cookies. */
export class SessionDouble extends EventEmitter implements Api {
  readonly #partition: string | null
  /** As the network service has it. */
  #proxy: Electron.ProxyConfig = { mode: 'system' }
  #beforeRequest: BeforeRequest | null = null
  readonly certificates = new CertificateJudge()
  /** With what proxies have let the session in, by `host:port`. */
  readonly proxyLogins = new Map<string, string>()
  #check: CheckHandler = null
  #userAgent = ownUserAgent
  /** A page that shows nothing: cookies are asked for through one. */
  #ownPage: Promise<DevToolsPage> | null = null

  constructor(partition: string | null) {
    super()
    this.#partition = partition
  }

  /** Null for the default one. */
  get partition(): string | null {
    return this.#partition
  }

  readonly cookies: Api['cookies'] = {
    get: async (filter) => {
      const { cookies } = await (await this.#page()).send('Network.getAllCookies')
      const all = cookies.map(fromChromium)
      return all.filter(({ name }) => filter.name === undefined || filter.name === name)
    },
    set: async (details) => {
      const { success } = await (await this.#page()).send('Network.setCookie', toChromium(details))
      if (!success) throw new Error('Failed to set cookie')
    },
    remove: async (url, name) => {
      await (await this.#page()).send('Network.deleteCookies', { url, name })
    },
  }

  /** Whether the program would let a page have something; Electron's own default is yes. */
  allows(permission: 'notifications' | 'geolocation' | 'clipboard-read' | 'clipboard-sanitized-write', origin: string): boolean {
    return this.#check?.(null, permission, origin, { isMainFrame: true, requestingUrl: origin }) ?? true
  }

  /** Whether the program lets a page download something. */
  allowsDownload(url: string): boolean {
    const item: Pick<Electron.DownloadItem, 'getURL'> = { getURL: () => url }
    return emitPreventable(this, 'will-download', {}, item)
  }

  isPersistent(): boolean {
    return this.#partition === null || this.#partition.startsWith('persist:')
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.#check = handler
  }

  async resolveProxy(url: string): Promise<string> {
    const way = configuredWay(this.#proxy, url)
    if (way !== null) return way
    // What the system says is the test's to choose: the default session is told it.
    return this === session.defaultSession ? 'DIRECT' : session.defaultSession.resolveProxy(url)
  }

  async setProxy(config: Electron.ProxyConfig): Promise<void> {
    setTimeout(() => {
      this.#proxy = config
    }, configurationMs)
  }

  setCertificateVerifyProc(proc: Parameters<Electron.Session['setCertificateVerifyProc']>[0]): void {
    this.certificates.setProc(proc)
  }

  readonly webRequest: Api['webRequest'] = {
    onBeforeRequest: (listener) => {
      this.#beforeRequest = listener
    },
  }

  /** Whether the program lets a page's request begin. */
  async maySend(details: Parameters<BeforeRequest>[0]): Promise<boolean> {
    const listener = this.#beforeRequest
    if (listener === null) return true
    const { cancel = false } = await new Promise<Electron.CallbackResponse>((resolve) => listener(details, resolve))
    return !cancel
  }

  setPermissionRequestHandler(): void {}

  setDevicePermissionHandler(): void {}

  setUserAgent(userAgent: string): void {
    this.#userAgent = userAgent
  }

  getUserAgent(): string {
    return this.#userAgent
  }

  async clearData(): Promise<void> {
    const page = await this.#page()
    await page.send('Network.clearBrowserCookies')
    await page.send('Network.clearBrowserCache')
    page.close()
    this.#ownPage = null
  }

  async clearAuthCache(): Promise<void> {
    this.proxyLogins.clear()
  }

  async clearHostResolverCache(): Promise<void> {}

  async closeAllConnections(): Promise<void> {}

  #page(): Promise<DevToolsPage> {
    this.#ownPage ??= openPage(this.#partition)
    return this.#ownPage
  }
}

const partitions = new Map<string, SessionDouble>()

export const session = {
  defaultSession: new SessionDouble(null),
  fromPartition(partition: string): SessionDouble {
    if (!app.isReady()) throw new Error('Session can only be received when app is ready')
    if (partition === '') return session.defaultSession
    const made = partitions.get(partition) ?? new SessionDouble(partition)
    partitions.set(partition, made)
    return made
  },
} satisfies Record<keyof Pick<typeof Electron.Session, 'defaultSession' | 'fromPartition'>, unknown>
