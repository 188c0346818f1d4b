import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Episode, ErrorBody, Job, Settings, StaffelEvent, Stats } from '../../src-preload/contract/index.ts'
import { Heard } from './secrets/heard.ts'
import { leaksIn, leaksOf, secretMarker } from './secrets/leaks.ts'
import { launchWeb, type WebApplication } from './web/launch.ts'

const entry = resolve(import.meta.dirname, '../../src-main/entry/web.ts')

export interface Answer<Body> {
  readonly status: number
  readonly body: Body
}

/** A real Staffel in a process of its own, in the web mode, spoken to by its interface. */
export class Staffel {
  readonly #process: WebApplication

  constructor(process: WebApplication) {
    this.#process = process
  }

  get url(): string {
    return this.#process.url
  }

  get token(): string {
    return this.#process.token
  }

  get pid(): number {
    return this.#process.pid
  }

  /** Settles with its code once it has ended, null after a kill. */
  get exited(): Promise<number | null> {
    return this.#process.exited
  }

  async call<Body>(method: string, path: string, body?: unknown): Promise<Answer<Body>> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    // The one way out for the values is the person's own file.
    if (!path.endsWith('/export')) refuseLeaks(leaksOf(secretMarker, Buffer.from(text)), `the answer to ${method} ${path}`)
    return { status: response.status, body: JSON.parse(text) as Body }
  }

  get<Body>(path: string): Promise<Body> {
    return this.#expect<Body>('GET', path)
  }

  post<Body>(path: string, body?: unknown): Promise<Body> {
    return this.#expect<Body>('POST', path, body)
  }

  patch<Body>(path: string, body: object): Promise<Body> {
    return this.#expect<Body>('PATCH', path, body)
  }

  patchSettings(patch: object): Promise<Settings> {
    return this.patch('/settings', patch)
  }

  stats(): Promise<Stats> {
    return this.get('/stats')
  }

  async episodesOf(jobId: string): Promise<Episode[]> {
    return (await this.get<{ items: Episode[] }>(`/jobs/${jobId}/episodes?limit=1000`)).items
  }

  /** The job once it is what is wanted; fails with what it was instead after the time. */
  async untilJob(jobId: string, wanted: (job: Job) => boolean, withinMs = 15_000): Promise<Job> {
    return until(() => this.get<Job>(`/jobs/${jobId}`), wanted, withinMs)
  }

  /** The server-sent events from now on; `stop` ends the stream. */
  async events(): Promise<{ readonly seen: { readonly atMs: number; readonly event: StaffelEvent }[]; stop(): Promise<void> }> {
    const abort = new AbortController()
    const response = await fetch(`${this.url}/api/v1/events`, {
      headers: { authorization: `Bearer ${this.token}` },
      signal: abort.signal,
    })
    const seen: { atMs: number; event: StaffelEvent }[] = []
    const leaks: string[] = []
    const take = (event: StaffelEvent) => {
      seen.push({ atMs: performance.now(), event })
      leaks.push(...leaksOf(secretMarker, Buffer.from(JSON.stringify(event))))
    }
    const reading = readEvents(response, take).catch(() => undefined)
    return {
      seen,
      async stop() {
        abort.abort()
        await reading
        refuseLeaks(leaks, 'the events')
      },
    }
  }

  async kill(signal: NodeJS.Signals): Promise<number | null> {
    this.#process.process().kill(signal)
    return this.#process.exited
  }

  async #expect<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const answer = await this.call<Body & Partial<ErrorBody>>(method, path, body)
    if (answer.status >= 300) throw new Error(`${method} ${path} → ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
}

async function readEvents(response: Response, take: (event: StaffelEvent) => void): Promise<void> {
  if (response.body === null) return
  let rest = ''
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + chunk).split('\n\n')
    rest = parts.pop() ?? ''
    for (const part of parts) {
      const data = part.split('\n').find((line) => line.startsWith('data: '))
      if (data !== undefined) take(JSON.parse(data.slice(6)) as StaffelEvent)
    }
  }
}

/**
 * Folders of one test's Staffel; they stay over restarts. Whatever a test has planted as a secret must not be found in
 * the data folder when it goes, nor in what the program said.
 */
export interface Home {
  readonly data: string
  readonly downloads: string
  remove(): Promise<void>
}

export async function newHome(): Promise<Home> {
  const base = await mkdtemp(join(tmpdir(), 'staffel-test-'))
  const data = join(base, 'data')
  const heard = new Heard()
  heardAt.set(data, heard)
  return {
    data,
    downloads: join(base, 'downloads'),
    async remove() {
      const leaks = [...heard.leaks(), ...(await leaksIn(data))]
      heardAt.delete(data)
      await rm(base, { recursive: true, force: true, maxRetries: 5 })
      refuseLeaks(leaks, 'what the program left behind')
    },
  }
}

/** What the programs on each data folder say to their outside. */
const heardAt = new Map<string, Heard>()

function refuseLeaks(leaks: readonly string[], where: string): void {
  if (leaks.length > 0) throw new Error(`a secret was found in ${where}:\n${leaks.join('\n')}`)
}

/** Starts Staffel from its sources, so that no test waits for a build. `onSpawn` gets the process before it is ready. */
export async function startStaffel(
  home: Pick<Home, 'data'> & { readonly downloads: string | null },
  options: readonly string[] = [],
  onSpawn?: (child: ChildProcess) => void,
  env: Readonly<Record<string, string>> = {},
): Promise<Staffel> {
  const folders = ['--data-dir', home.data, ...(home.downloads === null ? [] : ['--download-dir', home.downloads])]
  const listen = (child: ChildProcess) => {
    heardAt.get(home.data)?.listenTo(child)
    onSpawn?.(child)
  }
  return new Staffel(await launchWeb([...folders, ...options], env, [entry], listen))
}

/** Asks again every 20 ms until the answer is what is wanted. */
export async function until<Value>(
  ask: () => Promise<Value>,
  wanted: (value: Value) => boolean,
  withinMs: number,
): Promise<Value> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const value = await ask()
    if (wanted(value)) return value
    if (performance.now() > deadline)
      throw new Error(`not within ${withinMs} ms; at last: ${JSON.stringify(value).slice(0, 2_000)}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
