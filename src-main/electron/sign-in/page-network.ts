import { setTimeout as delay } from 'node:timers/promises'
import type { AuthenticationResponseDetails, AuthInfo, Session, WebContents } from 'electron'
import { assertNever } from '../../queue/assert-never.ts'
import type { PageNetwork, ProxyPlace, SystemProxy } from '../../queue/ports.ts'
import { asChromiumSays, judgeCertificate } from './page-trust.ts'
import { areSameWays, authorityOf, type Obstacle, obstacleOf, originOf, scriptAddress, scriptWay, wholeWay } from './page-ways.ts'

/** What Chromium is told of proxies reaches the part of it that makes connections a moment later. */
const lookEveryMs = 30
const mostLooks = 100
/** More than the pages of a sign-in ask; the ways can be found again. */
const mostOrigins = 1_000

/** A proxy, the system's own (which only the system knows), or none. */
type UsedProxy = ProxyPlace | 'system' | null
type Decision = { readonly way: string } | { readonly obstacle: Obstacle; readonly name: string }

export interface PageNetworkParts {
  readonly network: PageNetwork
  readonly systemProxy: SystemProxy
  /** A request was not sent, because the proxy that it is to go through cannot be used here, or refuses who asks. */
  onObstacle(obstacle: Obstacle | 'credentials', proxyName: string): void
  /** Told what went wrong besides; `message` holds no secret. */
  onProblem(message: string): void
}

/**
 * Sends the pages of a browser session the ways of the downloads, as the settings have them when it is made, and has it
 * believe whom downloads believe. Where Chromium cannot follow the settings by itself, each request waits until its
 * origin's way is known and taken; what has none is not sent at all.
 */
export class NetworkOfPages {
  readonly #guest: Session
  readonly #parts: PageNetworkParts
  /** By origin, where each request is looked at. */
  readonly #decided = new Map<string, Promise<Decision>>()
  readonly #ways = new Map<string, string>()

  constructor(guest: Session, parts: PageNetworkParts) {
    this.#guest = guest
    this.#parts = parts
    const { rules } = parts.network
    if (rules.certificates.length === 0 && rules.exceptions.length === 0) return
    guest.setCertificateVerifyProc((request, callback) => {
      // An answer is owed whatever happens: without one the connection would wait for ever.
      void judgeCertificate(request, rules, new Date()).then(callback, () => callback(asChromiumSays))
    })
  }

  /** To be awaited before anything is loaded. `url`: where the pages begin. Whether they can. */
  async open(url: string): Promise<boolean> {
    const whole = wholeWay(this.#parts.network.rules)
    if (whole === null) {
      await this.#guest.setProxy({ mode: 'pac_script', pacScript: scriptAddress(this.#ways) })
      this.#guest.webRequest.onBeforeRequest((details, callback) => {
        void this.#mayGo(details.url).then((isAllowed) => callback(isAllowed ? {} : { cancel: true }))
      })
      return true
    }
    await this.#guest.setProxy(whole)
    return whole.mode === 'system' || this.#isWay(await this.#taken(url, await this.#decide(url)))
  }

  /** To be called for each page of the session before it loads anything. */
  attend(page: WebContents): void {
    // Otherwise it could speak past every proxy.
    page.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
    page.on('login', (event, details, authInfo, callback) => {
      // Without an answer it is cancelled; a server that asks like this has no page to sign in at.
      if (!authInfo.isProxy) return
      const proxy = this.#proxyAt(authInfo, details)
      if (proxy === null || !details.firstAuthAttempt || (proxy.username === '' && proxy.password === '')) {
        this.#parts.onObstacle('credentials', proxy?.name ?? `${authInfo.host}:${authInfo.port}`)
        return
      }
      event.preventDefault()
      callback(proxy.username, proxy.password)
    })
  }

  /** The proxy that a request to an address goes through. */
  proxyOf(url: string): UsedProxy {
    const origin = originOf(url)
    const choice = origin === null ? null : this.#parts.network.wayTo(new URL(origin))
    if (choice === null || choice.kind === 'direct' || choice.kind === 'unusable') return null
    return choice.kind === 'system' ? 'system' : choice.proxy
  }

  /** Lets go of the session. */
  close(): void {
    this.#guest.setCertificateVerifyProc(null)
    this.#guest.webRequest.onBeforeRequest(null)
  }

  /** Null where it is another one than the settings name for this address: it is told nothing. */
  #proxyAt(asking: AuthInfo, { url }: AuthenticationResponseDetails): ProxyPlace | null {
    const proxy = this.proxyOf(url)
    if (proxy === null || proxy === 'system') return null
    return authorityOf(proxy) === authorityOf(asking) ? proxy : null
  }

  async #mayGo(url: string): Promise<boolean> {
    const origin = originOf(url)
    if (origin === null) return true
    if (this.#decided.size >= mostOrigins) {
      this.#decided.clear()
      this.#ways.clear()
    }
    const decided = this.#decided.get(origin) ?? this.#prepare(origin)
    this.#decided.set(origin, decided)
    try {
      if (this.#isWay(await decided)) return true
    } catch (error) {
      this.#parts.onProblem(`the way of a sign-in page: ${error instanceof Error ? error.message : String(error)}`)
    }
    // The next request may find it otherwise.
    this.#decided.delete(origin)
    return false
  }

  /** Says so where it is none. */
  #isWay(decision: Decision): boolean {
    if ('way' in decision) return true
    this.#parts.onObstacle(decision.obstacle, decision.name)
    return false
  }

  async #prepare(origin: string): Promise<Decision> {
    const decision = await this.#decide(origin)
    if (!('way' in decision)) return decision
    this.#ways.set(origin, decision.way)
    await this.#guest.setProxy({ mode: 'pac_script', pacScript: scriptAddress(this.#ways) })
    return this.#taken(origin, decision)
  }

  async #decide(url: string, choice = this.#parts.network.wayTo(new URL(url))): Promise<Decision> {
    switch (choice.kind) {
      case 'direct':
        return { way: 'DIRECT' }
      case 'proxy': {
        const obstacle = obstacleOf(choice.proxy)
        return obstacle === null ? { way: scriptWay(choice.proxy) } : { obstacle, name: choice.proxy.name }
      }
      case 'system': {
        const way = await this.#parts.systemProxy.resolve(new URL(url).origin).catch(() => null)
        return way === null ? this.#decide(url, choice.otherwise) : { way }
      }
      case 'unusable':
        return { obstacle: 'missing', name: choice.name }
      default:
        return assertNever(choice)
    }
  }

  /** The same once Chromium goes this way. */
  async #taken(url: string, decision: Decision): Promise<Decision> {
    if (!('way' in decision)) return decision
    for (let looks = 0; looks < mostLooks; looks++) {
      if (areSameWays(await this.#guest.resolveProxy(url), decision.way)) return decision
      await delay(lookEveryMs)
    }
    return { obstacle: 'not-taken', name: decision.way }
  }
}
