import { type BrowserWindow, dialog, type Session, WebContentsView } from 'electron'
import type { NewCookie } from '../../../src-preload/contract/index.ts'
import { type BarCommand, barCommandChannel, barCommands, barStateChannel } from '../../../src-preload/contract/sign-in-bar.ts'
import { assertNever } from '../../queue/assert-never.ts'
import type { PageNetwork, SignInWish, SystemProxy } from '../../queue/ports.ts'
import { appOrigin } from '../renderer-file.ts'
import type { Texts } from '../texts.ts'
import { createBarWindow } from './bar-window.ts'
import { areSameCookies, isForHosts } from './guest-cookies.ts'
import { confineGuest } from './guest-pages.ts'
import { shownAddress } from './guest-rules.ts'
import { clearGuest, createGuestSession, fillGuest, guestCookies, guestPreferences } from './guest-session.ts'
import { NetworkOfPages } from './page-network.ts'
import { isProxyError } from './page-ways.ts'
import { barState, type GuestNews } from './sign-in-bar.ts'

const barUrl = `${appOrigin}/sign-in.html`
/** Device-independent pixels; the bar's own stylesheet fills as many. */
const barHeight = 100
/** Chromium's numbers for a load that another one took the place of, and for one that was refused here. */
const untold: readonly number[] = [-3, -20]
/** RFC 9110 §15.5.8: what a proxy says, and no page of the server. */
const proxyAuthenticationRequired = 407

export interface OpeningParts {
  /** Absolute path of the bar's built preload. */
  readonly preloadFile: string
  /** What the window belongs to; null where there is none. */
  readonly owner: BrowserWindow | null
  readonly text: Texts
  readonly language: string
  /** The ways of downloads as they are now; the pages keep to them. */
  readonly network: PageNetwork
  readonly systemProxy: SystemProxy
  /** Told what went wrong beside the answer; `message` holds no secret. */
  onProblem(message: string): void
}

/** One window to sign in with: the page, and above it a bar of ours that says whose page it is. */
export class Opening {
  /** Resolves once the window is gone and its session forgotten. */
  readonly answer: Promise<readonly NewCookie[] | null>
  readonly #wish: SignInWish
  readonly #parts: OpeningParts
  readonly #guest: Session
  readonly #network: NetworkOfPages
  readonly #window: BrowserWindow
  readonly #view: WebContentsView
  readonly #pages: { closePopups(): void }
  #resolve: (answer: readonly NewCookie[] | null) => void = () => {}
  #news: GuestNews = { kind: 'loading' }
  #isAsking = false
  #isOver = false
  /** What the page began with. */
  #before: readonly NewCookie[] = []

  constructor(wish: SignInWish, parts: OpeningParts) {
    this.#wish = wish
    this.#parts = parts
    this.answer = new Promise((resolve) => {
      this.#resolve = resolve
    })
    this.#guest = createGuestSession()
    this.#network = new NetworkOfPages(this.#guest, {
      network: parts.network,
      systemProxy: parts.systemProxy,
      onObstacle: (fault, proxy) => this.#tell({ kind: 'proxy', fault, proxy }),
      onProblem: parts.onProblem,
    })
    this.#window = createBarWindow({ ...parts, title: this.#title(wish.url) })
    this.#view = new WebContentsView({ webPreferences: { ...guestPreferences, session: this.#guest } })
    this.#pages = confineGuest(this.#view.webContents, this.#window, (page) => this.#network.attend(page))
    this.#listen()
    this.#window.contentView.addChildView(this.#view)
    this.#layOut()
    this.#window.loadURL(barUrl).catch((error: unknown) => this.#fail('the bar of the sign-in window', error))
    this.#begin().catch((error: unknown) => this.#fail('the sign-in page', error))
  }

  focus(): void {
    if (this.#window.isMinimized()) this.#window.restore()
    this.#window.show()
    this.#window.focus()
  }

  cancel(): void {
    this.#end(null)
  }

  async #begin(): Promise<void> {
    await fillGuest(this.#guest, this.#wish.cookies)
    this.#before = await guestCookies(this.#guest)
    await this.#load()
  }

  async #load(): Promise<void> {
    if (!(await this.#network.open(this.#wish.url)) || this.#isOver) return
    // What becomes of it is told by the page's own events.
    await this.#view.webContents.loadURL(this.#wish.url).catch(() => undefined)
  }

  #listen(): void {
    const window = this.#window
    const contents = this.#view.webContents
    window.once('ready-to-show', () => window.show())
    window.on('resize', () => this.#layOut())
    window.on('page-title-updated', (event) => event.preventDefault())
    window.on('close', (event) => {
      if (this.#isOver) return
      event.preventDefault()
      this.#askBeforeLeaving().catch(() => this.#end(null))
    })
    // Gone together with the window that it belongs to.
    window.once('closed', () => this.#end(null))
    window.webContents.on('did-finish-load', () => this.#layOut())
    window.webContents.on('render-process-gone', () => this.#fail('the bar of the sign-in window', 'its process ended'))
    window.webContents.ipc.on(barCommandChannel, (_event, command: unknown) => {
      const known = barCommands.find((name) => name === command)
      if (known !== undefined) this.#obey(known)
    })
    contents.on('did-navigate', (_event, _url, status) => {
      this.#tell(status === proxyAuthenticationRequired ? this.#news : { kind: 'shown' })
    })
    contents.on('did-navigate-in-page', () => this.#tell(this.#news))
    contents.on('did-fail-load', (_event, errorCode, reason, url, isMainFrame) => {
      if (isMainFrame && !untold.includes(errorCode)) this.#tell(this.#failure(reason, url))
    })
    contents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') this.#tell({ kind: 'crashed' })
    })
  }

  #failure(reason: string, url: string): GuestNews {
    const proxy = isProxyError(reason) ? this.#network.proxyOf(url) : null
    if (proxy === null) return { kind: 'failed', reason }
    // A proxy that refused who asks is no other one now.
    if (this.#news.kind === 'proxy' && this.#news.fault === 'credentials') return this.#news
    return { kind: 'proxy-failed', proxy: proxy === 'system' ? null : proxy.name, reason }
  }

  #obey(command: BarCommand): void {
    const { navigationHistory } = this.#view.webContents
    switch (command) {
      case 'ready':
        this.#tell(this.#news)
        return
      case 'use':
        void this.#use().catch((error: unknown) => this.#fail('its cookies', error))
        return
      case 'cancel':
        this.#end(null)
        return
      case 'back':
        if (navigationHistory.canGoBack()) navigationHistory.goBack()
        return
      case 'reload':
        this.#reload()
        return
      default:
        assertNever(command)
    }
  }

  #reload(): void {
    const { webContents } = this.#view
    this.#tell({ kind: 'loading' })
    // What never began to load there cannot load again.
    if (webContents.getURL() !== '') webContents.reload()
    else void this.#load().catch((error: unknown) => this.#fail('the sign-in page', error))
  }

  async #use(): Promise<void> {
    const cookies = await this.#wanted()
    if (cookies.length === 0) this.#tell({ kind: 'no-cookies' })
    else this.#end(cookies)
  }

  async #wanted(): Promise<readonly NewCookie[]> {
    return (await guestCookies(this.#guest)).filter((cookie) => isForHosts(cookie, this.#wish.hosts))
  }

  /** Many who have signed in just close the window. Where the page has changed something, they are asked what they mean. */
  async #askBeforeLeaving(): Promise<void> {
    if (this.#isAsking) return
    const cookies = await this.#wanted()
    const before = this.#before.filter((cookie) => isForHosts(cookie, this.#wish.hosts))
    if (cookies.length === 0 || areSameCookies(cookies, before)) return this.#end(null)
    this.#isAsking = true
    const { text } = this.#parts
    const { response } = await dialog.showMessageBox(this.#window, {
      type: 'question',
      message: text('shell:signInQuestion', { name: this.#wish.name }),
      buttons: [text('shell:signInUse'), text('shell:signInDiscard'), text('shell:signInStay')],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
    })
    this.#isAsking = false
    if (response === 2) return
    this.#end(response === 0 ? await this.#wanted() : null)
  }

  #tell(news: GuestNews): void {
    if (this.#isOver) return
    this.#news = news
    const { webContents } = this.#view
    const url = webContents.getURL() === '' ? this.#wish.url : webContents.getURL()
    const { text, language } = this.#parts
    this.#window.setTitle(this.#title(url))
    const canGoBack = webContents.navigationHistory.canGoBack()
    const state = barState({ text, language, sessionName: this.#wish.name, url, canGoBack, news })
    this.#window.webContents.send(barStateChannel, state)
  }

  #title(url: string): string {
    return this.#parts.text('shell:signInTitle', { origin: shownAddress(url).origin, name: this.#wish.name })
  }

  /** The person's zoom of our pages makes the bar higher too. */
  #layOut(): void {
    if (this.#isOver) return
    const { width, height } = this.#window.getContentBounds()
    const y = Math.ceil(barHeight * this.#window.webContents.getZoomFactor())
    this.#view.setBounds({ x: 0, y, width, height: Math.max(0, height - y) })
  }

  #fail(what: string, error: unknown): void {
    if (this.#isOver) return
    this.#parts.onProblem(`${what}: ${error instanceof Error ? error.message : String(error)}`)
    this.#end(null)
  }

  #end(answer: readonly NewCookie[] | null): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#pages.closePopups()
    // A view's page does not go with its window.
    this.#view.webContents.close()
    if (!this.#window.isDestroyed()) this.#window.destroy()
    this.#network.close()
    clearGuest(this.#guest)
      .catch((error: unknown) => this.#parts.onProblem(`what the sign-in left in memory: ${String(error)}`))
      .finally(() => this.#resolve(answer))
  }
}
