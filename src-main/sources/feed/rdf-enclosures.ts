import { SaxesParser } from 'saxes'
import type { FeedFile } from './feed-item.ts'

const enclosures = 'http://purl.oclc.org/net/rss_2.0/enc#'
const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
/** Of one item. */
const mostFiles = 100

/**
 * The enclosures that items of RSS 1.0 have (its module `mod_enclosure`), by what the items are about. The feed library does
 * not know them. Of a broken feed those before the break.
 */
export function rdfEnclosures(text: string): ReadonlyMap<string, readonly FeedFile[]> {
  const found = new Map<string, FeedFile[]>()
  if (!text.includes(enclosures)) return found
  const parser = new SaxesParser({ xmlns: true })
  let about: string | null = null
  parser.on('opentag', ({ local, uri, attributes }) => {
    const value = (namespace: string, name: string) =>
      Object.values(attributes).find((attribute) => attribute.local === name && attribute.uri === namespace)?.value
    if (local === 'item') about = value(rdf, 'about') ?? null
    if (local !== 'enclosure' || uri !== enclosures || about === null) return
    const url = value(rdf, 'resource') ?? value(enclosures, 'url')
    const files = found.get(about) ?? []
    if (url === undefined || files.length >= mostFiles) return
    const size = value(enclosures, 'length')
    files.push({ url, type: value(enclosures, 'type'), size: size === undefined ? undefined : Number(size) })
    found.set(about, files)
  })
  parser.on('closetag', ({ local }) => {
    if (local === 'item') about = null
  })
  parser.on('error', (error) => {
    throw error
  })
  try {
    parser.write(text.replace(/^\uFEFF/, '')).close()
  } catch {
    return found
  }
  return found
}
