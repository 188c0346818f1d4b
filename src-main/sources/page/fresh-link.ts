import type { ExpiredLink } from '../source.ts'
import { mayBePage } from './page-address.ts'
import type { PageLink } from './page-links.ts'
import { readablePart } from './resolving.ts'

/** The links of a page, found by what an expired one may have in common with them: each is looked at only where it has. */
export class LinkIndex {
  readonly #links: readonly PageLink[]
  readonly #places = new Map<string, number[]>()

  constructor(links: readonly PageLink[]) {
    this.#links = links
    for (const [place, link] of links.entries()) for (const trait of traitsOf(link)) this.#note(trait, place)
  }

  /** In the order of the page. */
  near({ url, title, fileName }: ExpiredLink): PageLink[] {
    const old = URL.parse(url)
    const traits = [titled(title ?? ''), named(fileName ?? '')]
    if (old !== null) traits.push(placed(old), named(nameOf(old)))
    const places = new Set(traits.flatMap((trait) => this.#places.get(trait) ?? []))
    return [...places].toSorted((one, other) => one - other).flatMap((place) => this.#links[place] ?? [])
  }

  #note(trait: string, place: number): void {
    const places = this.#places.get(trait)
    if (places === undefined) this.#places.set(trait, [place])
    else places.push(place)
  }
}

function traitsOf({ title, fileName, url, type }: PageLink): Set<string> {
  const traits = new Set([titled(title), named(fileName)])
  if (!mayBePage(url, type)) traits.add(placed(url)).add(named(nameOf(url)))
  traits.delete(titled(''))
  traits.delete(named(''))
  return traits
}

const titled = (title: string) => `title ${title}`
const named = (name: string) => `name ${name}`
const placed = (url: URL) => `place ${url.origin}${url.pathname}`

/**
 * Finds an expired link again among those that a page has now: the same file under a new query, the same file name elsewhere,
 * the same title. A path such as `/download.php` says nothing of the file, so that there the title has to. Where several fit
 * equally well, the one that shares the most parameters is it; where that leaves several, none is: a wrong file is worse than
 * a question.
 */
export function freshAddress(expired: ExpiredLink, index: LinkIndex): string | null {
  const old = URL.parse(expired.url)
  let best: { readonly url: string; readonly evidence: number; readonly shared: number } | null = null
  let isClear = true
  for (const link of index.near(expired)) {
    const evidence = evidenceOf(expired, old, link)
    if (evidence === 0) continue
    const found = { url: link.url.href, evidence, shared: old === null ? 0 : sharedParameters(old, link.url) }
    const order = best === null ? 1 : found.evidence - best.evidence || found.shared - best.shared
    if (order > 0) {
      best = found
      isClear = true
    } else if (order === 0 && found.url !== best?.url) isClear = false
  }
  return isClear ? (best?.url ?? null) : null
}

function evidenceOf(expired: ExpiredLink, old: URL | null, link: PageLink): number {
  const title = expired.title !== null && expired.title !== '' && expired.title === link.title ? 2 : 0
  if (link.fileName !== '' && link.fileName === expired.fileName) return title + 2
  if (old === null || mayBePage(link.url, link.type)) return title
  if (link.url.origin === old.origin && link.url.pathname === old.pathname) return title + 2
  const name = nameOf(link.url)
  return name === expired.fileName || name === nameOf(old) ? title + 1 : title
}

function nameOf(url: URL): string {
  return readablePart(url.pathname.slice(url.pathname.lastIndexOf('/') + 1))
}

function sharedParameters(old: URL, fresh: URL): number {
  return [...old.searchParams].filter(([name, value]) => fresh.searchParams.getAll(name).includes(value)).length
}
