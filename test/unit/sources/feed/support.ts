import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { feedSource } from '../../../../src-main/sources/feed.ts'
import type { Finding, FoundCandidate, Material } from '../../../../src-main/sources/source.ts'
import { findings, offlineTools } from '../../../support/sources/tools.ts'

/** One of our own feeds, as a server would answer with it. */
export function ownFeed(name: string): Material {
  return served(readFileSync(join(import.meta.dirname, '../../../support/feeds', name), 'utf8'))
}

export function served(text: string, mediaType = 'application/xml', url = 'http://127.0.0.1/shows/feed') {
  return { from: 'server', url, requestedUrl: url, status: 200, headers: {}, mediaType, text } as const
}

/** An RSS feed of these items. */
export function rss(items: string): Material {
  return served(`<rss version="2.0"><channel><title>A show</title>${items}</channel></rss>`)
}

export function findingsOf(material: Material): Promise<Finding[]> {
  return findings(feedSource, material)
}

export async function candidatesOf(material: Material): Promise<FoundCandidate[]> {
  return (await findingsOf(material)).flatMap((finding) => (finding.kind === 'candidate' ? finding.candidate : []))
}

export async function skippedOf(material: Material): Promise<{ readonly text: string; readonly reason: string }[]> {
  return (await findingsOf(material)).flatMap((finding) =>
    finding.kind === 'skipped' ? { text: finding.text, reason: finding.reason } : [],
  )
}

export function freshOf(expired: { key?: string; title?: string }, material: Material): Promise<string | null> {
  const { key = null, title = null } = expired
  const fresh = feedSource.refresh?.({ url: 'http://127.0.0.1/old', key, title, fileName: null }, material, offlineTools())
  return fresh ?? Promise.reject(new Error('feeds renew links'))
}
