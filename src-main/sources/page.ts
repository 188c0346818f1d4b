import { Crawl } from './page/crawl.ts'
import { folderFormat } from './page/folder-data.ts'
import { freshAddress, LinkIndex } from './page/fresh-link.ts'
import { pageOfKey } from './page/origin-key.ts'
import { linksOf, type PageLink, type PageText } from './page/page-links.ts'
import { type ExpiredLink, type Finding, type Material, type Source, SourceError, type SourceTools } from './source.ts'

/** A longer page is read as far as that, where a fresh link is looked for. */
const mostBytes = 16_777_216

/**
 * The links of a page: what it links to and what it shows, and as deep as it is wanted those of the pages behind it. The list
 * of a folder's files that Apache, nginx, lighttpd, Caddy or Python made is the folder: its files, with sizes and times where
 * the list says them exactly, and its folders below it. So is what nginx writes of one as JSON or XML.
 *
 * Of the options `depth`, `hosts`, `maxPages` and `obeyRobots` hold. With depth 0 nothing is fetched.
 */
export const pageSource: Source = {
  kind: 'page',

  matches(material: Material): boolean {
    if (material.from === 'text') return /\.x?html?$/i.test(material.fileName ?? '')
    if (material.text === null) return false
    if (folderFormat(material.url, material.mediaType, material.text) !== null) return true
    if (material.mediaType !== '') return material.mediaType === 'text/html' || material.mediaType === 'application/xhtml+xml'
    return /^\s*<(?:!doctype\s+html|html)[\s>]/i.test(material.text.slice(0, 1_000))
  },

  async *inspect(material: Material, tools: SourceTools): AsyncGenerator<Finding, void, void> {
    const page = textOf(material)
    if (page === null) throw new SourceError('notText')
    const crawl = new Crawl(page, material.from === 'server' ? material.requestedUrl : null, tools)
    let isEmpty = true
    for await (const finding of crawl.findings(page)) {
      if (finding.kind === 'candidate' || finding.kind === 'skipped') isEmpty = false
      yield finding
    }
    if (isEmpty) throw new SourceError('nothing')
  },

  async refresh(expired: ExpiredLink, material: Material, tools: SourceTools): Promise<string | null> {
    const own = expired.key === null ? null : pageOfKey(expired.key)
    let page = material
    if (own !== null && own !== textOf(material)?.url) {
      const answer = await tools.fetch({ url: own, wants: 'readable', mostBytes })
      if (answer.kind !== 'material' || answer.material.status >= 300) return null
      page = answer.material
    }
    const index = await linksOn(page, tools)
    return index === null ? null : freshAddress(expired, index)
  },
}

/** Read once for all links that have expired together: as long as there is the material, there is what was found in it. */
const indexes = new WeakMap<Material, Promise<LinkIndex | null>>()

function linksOn(material: Material, tools: SourceTools): Promise<LinkIndex | null> {
  const known = indexes.get(material)
  if (known !== undefined) return known
  const index = allLinks(textOf(material), tools)
  indexes.set(material, index)
  return index
}

async function allLinks(page: PageText | null, tools: SourceTools): Promise<LinkIndex | null> {
  if (page === null) return null
  const links: PageLink[] = []
  for await (const item of linksOf(page, () => tools.breathe())) {
    tools.signal.throwIfAborted()
    if (item.kind === 'link') links.push(item.link)
  }
  return new LinkIndex(links)
}

function textOf(material: Material): PageText | null {
  if (material.from === 'text') return { html: material.text, url: null }
  const { text, url, mediaType } = material
  return text === null ? null : { html: text, url, data: folderFormat(url, mediaType, text) }
}
