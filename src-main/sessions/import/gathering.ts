import type { ImportProblem, ImportReason, NewCookie } from '../../../src-preload/contract/index.ts'
import { type CookieClaim, judgeClaim } from './cookie-claim.ts'

/** As many as the contract lets a session have at once. */
const mostCookies = 10_000
/** More say nothing to a person. */
const mostProblems = 200
const longestName = 100

/** What a text came to. */
export interface Gathered {
  readonly cookies: readonly NewCookie[]
  /** Cookies of which the text does not say whose they are, and nobody else did: without domain. */
  readonly homeless: readonly NewCookie[]
  readonly problems: readonly ImportProblem[]
}

/** Whose the cookies are of which the text itself does not say it. */
export interface Home {
  readonly host: string
  /** It was spoken to over https: what goes there stays there. */
  readonly isSecure: boolean
}

/** Gathers cookies and problems of a text, however many it has; of a cookie that is there twice the last counts. */
export class Gathering {
  readonly #cookies = new Map<string, NewCookie>()
  readonly #homeless = new Map<string, NewCookie>()
  readonly #problems: ImportProblem[] = []
  readonly #nowMs: number
  readonly #home: Home | null
  #unsaidProblems = 0
  #unusedCookies = 0

  constructor(nowMs: number, home: Home | null) {
    this.#nowMs = nowMs
    this.#home = home
  }

  add(claim: CookieClaim, line: number | null): void {
    const cookie = judgeClaim(claim.domain === null ? this.#placed(claim) : claim, this.#nowMs)
    if (typeof cookie === 'string') return this.problem(cookie, claim.name, line)
    const key = JSON.stringify([cookie.name, cookie.domain, cookie.path])
    const cookies = cookie.domain === '' ? this.#homeless : this.#cookies
    if (this.#cookies.size + this.#homeless.size >= mostCookies && !cookies.has(key)) this.#unusedCookies += 1
    else cookies.set(key, cookie)
  }

  #placed(claim: CookieClaim): CookieClaim {
    return this.#home === null ? claim : { ...claim, domain: this.#home.host, secure: claim.secure || this.#home.isSecure }
  }

  /** `name` is a name, never a value. */
  problem(reason: ImportReason, name: string | null = null, line: number | null = null): void {
    if (this.#problems.length >= mostProblems) {
      this.#unsaidProblems += 1
      return
    }
    const shown = name === null || name === '' ? null : name.slice(0, longestName).replace(/\p{Cc}/gu, '�')
    this.#problems.push({ line, name: shown, reason })
  }

  gathered(): Gathered {
    const wholes: ImportProblem[] = []
    if (this.#homeless.size > 0) wholes.push({ line: null, name: null, reason: 'noHost' })
    if (this.#unusedCookies > 0) wholes.push({ line: null, name: String(this.#unusedCookies), reason: 'tooMany' })
    if (this.#unsaidProblems > 0) wholes.push({ line: null, name: String(this.#unsaidProblems), reason: 'moreProblems' })
    return {
      cookies: [...this.#cookies.values()],
      homeless: [...this.#homeless.values()],
      problems: [...this.#problems, ...wholes],
    }
  }
}
