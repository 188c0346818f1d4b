import type { EventEmitter } from 'node:events'
import type { DevToolsPage } from './devtools.ts'
import { fromPageUrl } from './origins.ts'

interface Navigated {
  readonly frame: { readonly id: string; readonly parentId?: string; readonly url: string; readonly unreachableUrl?: string }
}
interface Answered {
  readonly requestId: string
  readonly loaderId: string
  readonly type: string
  readonly response: { readonly status: number; readonly statusText: string }
}
interface Failed {
  readonly requestId: string
  readonly type: string
  readonly errorText: string
}

const errorCodes: Readonly<Record<string, number>> = {
  ERR_ABORTED: -3,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_CONNECTION_REFUSED: -102,
  ERR_ADDRESS_UNREACHABLE: -109,
  ERR_TUNNEL_CONNECTION_FAILED: -111,
  ERR_SOCKS_CONNECTION_FAILED: -120,
  ERR_PROXY_CONNECTION_FAILED: -130,
  ERR_CERT_AUTHORITY_INVALID: -202,
}

/** Where a page is and has been; emits on its contents what Electron emits of that. */
export class Navigation {
  readonly frame = { url: '' }
  readonly #contents: EventEmitter
  readonly #page: () => Promise<DevToolsPage>
  #mainFrame: string | null = null
  #status = { code: -1, text: '' }
  /** What is being loaded, by the id of its request. */
  readonly #loads = new Map<string, string>()
  /** Why loads fail, where the page's own browser knows no name for it. */
  readonly #reasons = new Map<string, string>()
  #canGoBack = false

  constructor(contents: EventEmitter, page: () => Promise<DevToolsPage>) {
    this.#contents = contents
    this.#page = page
  }

  readonly history: Pick<Electron.NavigationHistory, 'canGoBack' | 'goBack'> = {
    canGoBack: () => this.#canGoBack,
    goBack: () => void this.#goBack(),
  }

  /** To be called before a load is made to fail: by what name Chromium would. */
  explain(requestId: string, name: string): void {
    this.#reasons.set(requestId, name)
  }

  follow(page: DevToolsPage): void {
    page.on('Page.frameNavigated', ({ frame }: Navigated) => {
      if (frame.parentId !== undefined) return
      this.#mainFrame = frame.id
      void this.#arrived(page, frame)
    })
    page.on('Page.navigatedWithinDocument', ({ frameId, url }: { frameId: string; url: string }) => {
      const isMainFrame = frameId === this.#mainFrame
      if (isMainFrame) this.frame.url = fromPageUrl(url)
      void this.#look(page).then(() => this.#contents.emit('did-navigate-in-page', {}, fromPageUrl(url), isMainFrame, 0, 0))
    })
    page.on(
      'Network.requestWillBeSent',
      (request: { requestId: string; type?: string; frameId?: string; request: { url: string } }) => {
        const isMain = this.#mainFrame === null || request.frameId === this.#mainFrame
        if (request.type === 'Document' && isMain) this.#loads.set(request.requestId, fromPageUrl(request.request.url))
      },
    )
    page.on('Network.responseReceived', ({ requestId, response }: Answered) => {
      if (this.#loads.has(requestId)) this.#status = { code: response.status, text: response.statusText }
    })
    page.on('Network.loadingFinished', ({ requestId }: { requestId: string }) => this.#loads.delete(requestId))
    page.on('Network.loadingFailed', ({ requestId, errorText }: Failed) => {
      const url = this.#loads.get(requestId)
      if (!this.#loads.delete(requestId) || url === undefined) return
      const name = this.#reasons.get(requestId) ?? errorText.replace(/^net::/, '')
      this.#reasons.delete(requestId)
      this.#contents.emit('did-fail-load', {}, errorCodes[name] ?? -2, name, url, true, 0, 0)
    })
  }

  /** Tells of the address that a page has already when it is taken over. */
  async catchUp(page: DevToolsPage): Promise<void> {
    const { frame } = (await page.send('Page.getFrameTree')).frameTree
    this.#mainFrame = frame.id
    if (frame.url !== ':' && frame.url !== '') await this.#arrived(page, frame)
  }

  async #arrived(page: DevToolsPage, frame: Navigated['frame']): Promise<void> {
    this.frame.url = fromPageUrl(frame.unreachableUrl ?? frame.url)
    const { code, text } = this.#status
    await this.#look(page)
    // A page that tells of an error is none that was gone to.
    if (frame.unreachableUrl === undefined) this.#contents.emit('did-navigate', {}, this.frame.url, code, text)
  }

  async #look(page: DevToolsPage): Promise<void> {
    const history = await page.send('Page.getNavigationHistory').catch(() => null)
    // The empty page that every window begins with is none to go back to.
    const isEmpty = history?.entries[0]?.url === 'about:blank'
    this.#canGoBack = (history?.currentIndex ?? 0) > (isEmpty ? 1 : 0)
  }

  async #goBack(): Promise<void> {
    const page = await this.#page()
    const { currentIndex, entries } = await page.send('Page.getNavigationHistory')
    const before = entries[currentIndex - 1]
    if (before !== undefined) await page.send('Page.navigateToHistoryEntry', { entryId: before.id })
  }
}
