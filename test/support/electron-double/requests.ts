import type { DevToolsPage } from './devtools.ts'
import { fromPageUrl } from './origins.ts'
import { handlerOf } from './protocol.ts'

/** What DevTools tells of a request that waits for an answer. */
export interface PausedRequest {
  readonly requestId: string
  readonly resourceType: string
  readonly frameId: string
  /** Where it goes on from, if it does: that request's own id. */
  readonly redirectedRequestId?: string
  /** What the page's own network events call it. */
  readonly networkId?: string
  readonly request: {
    readonly url: string
    readonly method: string
    readonly headers: Readonly<Record<string, string>>
    readonly postData?: string
  }
}

/** Lets the program's own scheme handler answer a page's request. Anything else is unreachable. */
export async function answerByScheme(page: DevToolsPage, { requestId, request }: PausedRequest): Promise<void> {
  const url = fromPageUrl(request.url)
  const handler = handlerOf(new URL(url).protocol.slice(0, -1))
  try {
    if (handler === undefined) {
      await page.send('Fetch.failRequest', { requestId, errorReason: 'AddressUnreachable' })
      return
    }
    const answer = await handler(new Request(url, { method: request.method, headers: request.headers }))
    await page.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: answer.status,
      responseHeaders: [...answer.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await answer.arrayBuffer()).toString('base64'),
    })
  } catch (error) {
    // The page went away in the meantime, or the handler failed as it would in Electron.
    process.stderr.write(`electron-double: ${url}: ${error instanceof Error ? error.message : String(error)}\n`)
    await page.send('Fetch.failRequest', { requestId, errorReason: 'Failed' }).catch(() => {})
  }
}
