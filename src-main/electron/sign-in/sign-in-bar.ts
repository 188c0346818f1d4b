import type { BarState } from '../../../src-preload/contract/sign-in-bar.ts'
import { assertNever } from '../../queue/assert-never.ts'
import type { Texts } from '../texts.ts'
import { shownAddress } from './guest-rules.ts'
import type { Obstacle } from './page-ways.ts'

/** What is to be said of the page, besides where it is. */
export type GuestNews =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown' }
  | { readonly kind: 'no-cookies' }
  | { readonly kind: 'crashed' }
  /** A request was not sent. `proxy`: what it is called. */
  | { readonly kind: 'proxy'; readonly fault: Obstacle | 'credentials'; readonly proxy: string }
  /** `proxy`: null for the system's. `reason`: Chromium's name of the error. */
  | { readonly kind: 'proxy-failed'; readonly proxy: string | null; readonly reason: string }
  /** `reason`: Chromium's name of the error. */
  | { readonly kind: 'failed'; readonly reason: string }

interface BarFacts {
  readonly text: Texts
  readonly language: string
  readonly sessionName: string
  readonly url: string
  readonly canGoBack: boolean
  readonly news: GuestNews
}

/** What the bar above the page shows. */
export function barState({ text, language, sessionName, url, canGoBack, news }: BarFacts): BarState {
  const { origin, path, isEncrypted } = shownAddress(url)
  return {
    language,
    origin,
    path,
    connection: { isSafe: isEncrypted, text: text(isEncrypted ? 'shell:signInEncrypted' : 'shell:signInUnencrypted') },
    note: { isBad: isBad(news), text: noteOf(news, text, sessionName) },
    canGoBack,
    labels: {
      use: text('shell:signInUse'),
      cancel: text('shell:cancel'),
      back: text('shell:signInBack'),
      reload: text('shell:signInReload'),
    },
  }
}

function isBad(news: GuestNews): boolean {
  return news.kind !== 'loading' && news.kind !== 'shown'
}

function noteOf(news: GuestNews, text: Texts, name: string): string {
  switch (news.kind) {
    case 'loading':
      return text('shell:signInLoading')
    case 'shown':
      return text('shell:signInHint', { name })
    case 'no-cookies':
      return text('shell:signInNoCookies', { name })
    case 'crashed':
      return text('shell:signInCrashed')
    case 'proxy':
      return proxyNote(news, text)
    case 'proxy-failed':
      if (news.proxy === null) return text('shell:signInSystemProxyFailed', { reason: news.reason })
      return text('shell:signInProxyFailed', { proxy: news.proxy, reason: news.reason })
    case 'failed':
      return text(news.reason.startsWith('ERR_CERT') ? 'shell:signInCertificate' : 'shell:signInFailed', { reason: news.reason })
    default:
      return assertNever(news)
  }
}

function proxyNote({ fault, proxy }: Extract<GuestNews, { kind: 'proxy' }>, text: Texts): string {
  switch (fault) {
    case 'credentials':
      return text('shell:signInProxyCredentials', { proxy })
    case 'socks-login':
      return text('shell:signInProxySocksLogin', { proxy })
    case 'socks4':
      return text('shell:signInProxySocks4', { proxy })
    case 'missing':
      return text('shell:signInProxyMissing')
    case 'not-taken':
      return text('shell:signInProxyNotTaken', { proxy })
    default:
      return assertNever(fault)
  }
}
