export interface ReadyFacts {
  /** `http://address:port`, without a path. */
  readonly url: string
  readonly token: string
  /** The process that holds the lock and takes the signals. */
  readonly pid: number
}

/** The one line on stdout that says the web mode is ready, for people or, with `--json`, for programs. No line end. */
export function readyLine({ url, token, pid }: ReadyFacts, json: boolean): string {
  if (json) return JSON.stringify({ event: 'ready', url, token, pid })
  return `Staffel is listening on ${url}/?token=${encodeURIComponent(token)}`
}
