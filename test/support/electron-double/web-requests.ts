import type { DevToolsPage } from './devtools.ts'
import { type Decisions, NetError, sendThrough } from './network-stack.ts'
import type { PausedRequest } from './requests.ts'
import type { SessionDouble } from './session.ts'

/** What a page's contents have to do with its requests. */
interface Contents {
  readonly session: SessionDouble
  /** By what name Chromium would call the failure that follows. */
  explain(networkId: string, name: string): void
  /** Emits `login`; null where nobody answers. */
  askLogin(details: Electron.AuthenticationResponseDetails, authInfo: Electron.AuthInfo): Promise<string | null>
}

/**
 * Lets a page's request into the web, as the program has its session do it: `onBeforeRequest` is asked, and the way of
 * the session's proxies taken. Where nothing is to be done differently, Chromium does it itself.
 */
export async function answerFromWeb(page: DevToolsPage, paused: PausedRequest, contents: Contents): Promise<void> {
  const { requestId, request, resourceType } = paused
  const { session } = contents
  const fail = (errorReason: 'BlockedByClient' | 'Failed') => page.send('Fetch.failRequest', { requestId, errorReason })
  const isDocument = resourceType === 'Document'
  const details = { url: request.url, method: request.method, resourceType: isDocument ? 'mainFrame' : 'other' } as const
  try {
    if (!(await session.maySend(details))) return void (await fail('BlockedByClient'))
    const way = await session.resolveProxy(request.url)
    if (way === 'DIRECT' && !session.certificates.isAsked) return void (await page.send('Fetch.continueRequest', { requestId }))
    const answer = await sendThrough(way, await askedOf(page, paused), {
      judge: (host, socket) => session.certificates.judge(host, socket),
      login: loginOf(contents, request.url, isDocument),
    })
    await page.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: answer.status,
      responseHeaders: [...answer.headers],
      body: answer.body.toString('base64'),
    })
  } catch (error) {
    // Otherwise the page has gone away in the meantime.
    if (error instanceof NetError) contents.explain(paused.networkId ?? requestId, error.message)
    await fail('Failed').catch(() => {})
  }
}

/** Chromium adds cookies after DevTools has seen a request. */
async function askedOf(page: DevToolsPage, { request }: PausedRequest) {
  const { cookies } = await page.send('Network.getCookies', { urls: [request.url] })
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const headers = cookie === '' ? request.headers : { ...request.headers, cookie }
  return { url: request.url, method: request.method, headers, body: request.postData }
}

/** A proxy that has let the session in once is shown the same again; only then the page's contents are asked. */
function loginOf({ session, askLogin }: Contents, url: string, isRequestForNavigation: boolean): Decisions['login'] {
  let firstAuthAttempt = true
  let isKnownShown = false
  return async ({ host, port, realm }) => {
    const place = `${host}:${port}`
    const known = session.proxyLogins.get(place)
    if (known !== undefined && firstAuthAttempt && !isKnownShown) {
      isKnownShown = true
      return known
    }
    session.proxyLogins.delete(place)
    const details = { url, pid: 0, isRequestForNavigation, firstAuthAttempt }
    firstAuthAttempt = false
    const given = await askLogin(details, { isProxy: true, scheme: 'basic', host, port, realm })
    if (given !== null) session.proxyLogins.set(place, given)
    return given
  }
}
