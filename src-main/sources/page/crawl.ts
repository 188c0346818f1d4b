import { assertNever } from '../../queue/assert-never.ts'
import type { Fetched, Finding, FoundCandidate, SourceTools } from '../source.ts'
import { folderFormat } from './folder-data.ts'
import { Frontier, type Visit } from './frontier.ts'
import { keyOf } from './origin-key.ts'
import { mayBePage, pageKey } from './page-address.ts'
import { linksOf, type PageItem, type PageLink, type PageText } from './page-links.ts'
import { Reach } from './reach.ts'
import { directoryBelow, folderOf, readablePart, resolved } from './resolving.ts'
import { Robots } from './robots.ts'

/** Pages that are asked for ahead. How many connections a host gets is decided where they are made. */
const mostAhead = 4
/** A longer page is read as far as that. */
const mostBytes = 16_777_216

type Answer = Fetched | { readonly kind: 'robots' }

/**
 * Reads a page and, as deep as it is wanted, the pages it links to: nearest first, each once, as many as may be read. What is
 * found lies below the folder of the first page, or has no folder. A link that is followed is told once it is known what it
 * is; one that is not, at once. The list of a folder's files is no file itself.
 */
export class Crawl {
  readonly #tools: SourceTools
  readonly #reach: Reach
  readonly #robots: Robots
  readonly #frontier = new Frontier()
  readonly #top: URL | null
  #read = 0
  /** Fetches that were begun, the first page's too. */
  #begun = 1

  constructor(first: PageText, requestedUrl: string | null, tools: SourceTools) {
    this.#tools = tools
    this.#reach = new Reach([first.url, requestedUrl], tools.options.hosts)
    this.#robots = new Robots((request) => tools.fetch(request))
    this.#top = first.url === null ? null : URL.parse(first.url)
    if (this.#top !== null) this.#frontier.remember(this.#top)
  }

  async *findings(first: PageText): AsyncGenerator<Finding, void, void> {
    yield* this.#page(first, 0, null)
    const ahead: { readonly visit: Visit; readonly answer: Promise<Answer> }[] = []
    for (;;) {
      this.#tools.signal.throwIfAborted()
      while (ahead.length < mostAhead && this.#begun < this.#tools.options.maxPages) {
        const visit = this.#frontier.next()
        if (visit === null) break
        this.#begun += 1
        const answer = this.#ask(visit)
        // Who is waited for first tells of the cancelling; the others have nothing to add.
        answer.catch(() => {})
        ahead.push({ visit, answer })
      }
      const nearest = ahead.shift()
      if (nearest === undefined) break
      yield* this.#answered(nearest.visit, await nearest.answer, ahead.length)
    }
    for (let visit = this.#frontier.next(); visit !== null; visit = this.#frontier.next()) yield unread(visit)
  }

  async #ask({ url }: Visit): Promise<Answer> {
    if (this.#tools.options.obeyRobots && !(await this.#robots.allow(new URL(url)))) return { kind: 'robots' }
    return await this.#tools.fetch({ url, wants: 'readable', mostBytes, staysAtHost: true })
  }

  async *#answered(visit: Visit, answer: Answer, ahead: number): AsyncGenerator<Finding, void, void> {
    switch (answer.kind) {
      case 'robots':
        this.#begun -= 1
        yield { kind: 'skipped', text: visit.url, reason: 'robots' }
        return
      case 'failed':
        yield { kind: 'skipped', text: visit.url, reason: 'unreadable' }
        break
      case 'material':
        yield* this.#fetched(visit, answer, ahead)
        break
      default:
        assertNever(answer)
    }
    yield this.#progress(ahead)
  }

  async *#fetched(visit: Visit, answer: Extract<Fetched, { kind: 'material' }>, ahead: number): AsyncGenerator<Finding> {
    const { status, url, mediaType, text, headers } = answer.material
    const asked = visit.url
    const landed = URL.parse(url) ?? new URL(asked)
    const data = text === null ? null : folderFormat(landed.href, mediaType, text)
    const target = status > 299 && status < 400 ? redirectTarget(headers.location, landed) : null
    if (target !== null) yield* this.#redirected(visit, target)
    else if (status < 200 || status > 299) yield { kind: 'skipped', text: asked, reason: 'unreadable' }
    else if (text === null || !(mayBePage(landed, mediaType) || data !== null)) {
      const size = headers['content-encoding'] === undefined ? headers['content-length'] : undefined
      const told = { ...(mediaType && { type: mediaType }), ...(size && /^\d{1,15}$/.test(size) && { size: Number(size) }) }
      yield { kind: 'candidate', candidate: { ...(visit.candidate ?? { url: asked }), ...told } }
    } else if (pageKey(landed) === pageKey(new URL(asked)) || this.#frontier.remember(landed)) {
      yield* this.#page({ html: text, url: landed.href, data }, visit.depth, visit, ahead)
      if (answer.isCut) yield { kind: 'skipped', text: asked, reason: 'limit' }
    }
  }

  /** To another host: read as well where the crawl may go there. What is no page is what the link leads to, wherever it lies. */
  *#redirected(visit: Visit, target: URL): Generator<Finding, void, void> {
    if (this.#reach.holds(target)) {
      if (this.#frontier.add(target, visit) === 'refused') yield unread(visit)
    } else if (visit.candidate === null || mayBePage(target, '')) yield { kind: 'skipped', text: visit.url, reason: 'elsewhere' }
    else yield { kind: 'candidate', candidate: visit.candidate }
  }

  /** @param visit Null for the page that the person named: it is no candidate of itself. */
  async *#page(page: PageText, depth: number, visit: Visit | null, ahead = 0): AsyncGenerator<Finding, void, void> {
    for await (const item of linksOf(page, () => this.#tools.breathe())) {
      this.#tools.signal.throwIfAborted()
      yield* this.#told(item, page, depth, visit)
    }
    this.#read += 1
    if (visit === null) yield this.#progress(ahead)
  }

  *#told(item: PageItem, page: PageText, depth: number, visit: Visit | null): Generator<Finding, void, void> {
    switch (item.kind) {
      case 'head':
        if (visit === null) {
          const title = item.isListing ? folderName(this.#top) : item.title
          if (title) yield { kind: 'title', title }
        } else if (!item.isListing && visit.candidate !== null) {
          const title = visit.candidate.title ?? item.title
          yield { kind: 'candidate', candidate: { ...visit.candidate, type: 'text/html', ...(title && { title }) } }
        }
        return
      case 'skipped':
        yield item
        return
      case 'link':
        yield* this.#link(item.link, page, depth)
        return
      default:
        assertNever(item)
    }
  }

  *#link(link: PageLink, page: PageText, depth: number): Generator<Finding, void, void> {
    const next = { url: link.url.href, depth: depth + 1, candidate: link.listed?.isFolder ? null : this.#candidate(link, page) }
    if (this.#follows(link, next.depth)) {
      if (this.#frontier.add(link.url, next) === 'refused') yield unread(next)
    } else if (this.#tools.options.depth === 0 || !this.#frontier.knows(link.url)) {
      yield unread(next)
    }
  }

  /** Whether there is a page behind a link that is to be read too. Of a folder's files none is, also where they are pages. */
  #follows(link: PageLink, depth: number): boolean {
    const { options } = this.#tools
    if (depth > options.depth || (link.isClosed && options.obeyRobots) || !this.#reach.holds(link.url)) return false
    if (link.listed !== null) return link.listed.isFolder
    return link.role === 'page' || (link.role === 'link' && mayBePage(link.url, link.type))
  }

  #candidate(link: PageLink, page: PageText): FoundCandidate {
    const { url, title, fileName, type, listed } = link
    const key = page.url === null || page.url === this.#top?.href ? undefined : keyOf(page.url, url, title)
    const directory = this.#top === null || this.#tools.options.depth === 0 ? undefined : directoryBelow(this.#top, url)
    return {
      url: url.href,
      ...(title && { title }),
      ...(fileName && { fileName }),
      ...(type && { type }),
      ...(directory !== undefined && { directory }),
      ...(listed !== null && listed.size !== null && { size: listed.size }),
      ...(listed !== null && listed.date !== null && { date: listed.date }),
      ...(key !== undefined && { key }),
    }
  }

  #progress(ahead: number): Finding {
    return { kind: 'pages', read: this.#read, left: this.#frontier.left + ahead }
  }
}

/** Servers write UTF-8 into this field; it comes as Latin-1. */
function redirectTarget(location: string | undefined, from: URL): URL | null {
  const target = location === undefined ? null : resolved(Buffer.from(location, 'latin1').toString(), from.href)
  return target === null || typeof target === 'string' ? null : target
}

/** A link that nobody follows is what it says; a folder is no file, and one too many. */
function unread({ url, candidate }: Visit): Finding {
  return candidate === null ? { kind: 'skipped', text: url, reason: 'limit' } : { kind: 'candidate', candidate }
}

function folderName(folder: URL | null): string | null {
  if (folder === null) return null
  const name = folderOf(folder).split('/').at(-2) ?? ''
  return name === '' ? folder.host : readablePart(name)
}
