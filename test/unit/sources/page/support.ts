import { readFileSync } from 'node:fs'
import { pageSource } from '../../../../src-main/sources/page.ts'
import type { Fetched, Finding, FoundCandidate, Material, SourceTools } from '../../../../src-main/sources/source.ts'
import { inspectOptionsSchema } from '../../../../src-preload/contract/index.ts'

/** What a made-up server answers at an address. A text is a page. */
export type Answer =
  | string
  | { readonly failed: true }
  | {
      readonly status?: number
      readonly type?: string
      readonly headers?: Readonly<Record<string, string>>
      readonly text?: string | null
      /** Where redirects led. */
      readonly url?: string
      readonly isCut?: boolean
    }

/** Made-up servers, the addresses they were asked for, in order, and how many of them at once. */
export class Web {
  readonly asked: string[] = []
  mostAtOnce = 0
  readonly #answers: (url: string) => Answer | undefined
  readonly #signal: AbortSignal
  #atOnce = 0

  constructor(answers: Readonly<Record<string, Answer>> | ((url: string) => Answer | undefined), signal: AbortSignal) {
    this.#answers = typeof answers === 'function' ? answers : (url) => answers[url]
    this.#signal = signal
  }

  async fetch(url: string): Promise<Fetched> {
    this.asked.push(url)
    this.#atOnce += 1
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce)
    await new Promise((resolve) => setImmediate(resolve))
    this.#atOnce -= 1
    this.#signal.throwIfAborted()
    const answer = this.#answers(url) ?? { status: 404, text: 'nothing here' }
    if (typeof answer === 'object' && 'failed' in answer) {
      return { kind: 'failed', failure: { code: 'NETWORK', message: 'refused', params: {} }, transient: true, retryAfterMs: null }
    }
    const told = typeof answer === 'string' ? { text: answer } : answer
    const material = page(told.text === undefined ? '' : told.text, told.url ?? url, { ...told, requestedUrl: url })
    return { kind: 'material', material, isCut: told.isCut ?? false }
  }
}

export function page(
  text: string | null,
  url: string,
  more: { status?: number; type?: string; headers?: Readonly<Record<string, string>>; requestedUrl?: string } = {},
): Extract<Material, { from: 'server' }> {
  return {
    from: 'server',
    url,
    requestedUrl: more.requestedUrl ?? url,
    status: more.status ?? 200,
    headers: more.headers ?? {},
    mediaType: more.type ?? 'text/html',
    text,
  }
}

export interface Inspected {
  readonly candidates: FoundCandidate[]
  readonly skipped: { text: string; reason: string }[]
  readonly title: string | null
  readonly pages: { read: number; left: number }[]
  readonly asked: string[]
  readonly mostAtOnce: number
}

export interface InspectSettings {
  readonly options?: Record<string, unknown>
  readonly answers?: ConstructorParameters<typeof Web>[0]
  readonly signal?: AbortSignal
  readonly onFinding?: (finding: Finding) => void
}

/** Everything the source tells of a page, with made-up servers around it. */
export async function inspect(material: Material, settings: InspectSettings = {}): Promise<Inspected> {
  const { tools, web } = toolsFor(settings)
  const found: Inspected = { candidates: [], skipped: [], title: null, pages: [], asked: web.asked, mostAtOnce: 0 }
  let title: string | null = null
  for await (const finding of pageSource.inspect(material, tools)) {
    settings.onFinding?.(finding)
    if (finding.kind === 'candidate') found.candidates.push(finding.candidate)
    if (finding.kind === 'skipped') found.skipped.push({ text: finding.text, reason: finding.reason })
    if (finding.kind === 'title') title = finding.title
    if (finding.kind === 'pages') found.pages.push({ read: finding.read, left: finding.left })
  }
  return { ...found, title, mostAtOnce: web.mostAtOnce }
}

export function toolsFor(settings: InspectSettings): { tools: SourceTools; web: Web } {
  const signal = settings.signal ?? new AbortController().signal
  const web = new Web(settings.answers ?? {}, signal)
  const tools = {
    options: inspectOptionsSchema.parse(settings.options ?? {}),
    signal,
    fetch: ({ url }: { url: string }) => web.fetch(url),
    breathe: () => new Promise<void>((resolve) => setImmediate(resolve)),
  }
  return { tools, web }
}

/** The list of a folder's files as a real server made it; test/support/listings/README.md says which. */
export function listing(name: string, form: 'html' | 'json' | 'xml' = 'html'): string {
  return readFileSync(new URL(`../../../support/listings/${name}.${form}`, import.meta.url), 'utf8')
}

export const urls = (found: Inspected) => found.candidates.map(({ url }) => url)
