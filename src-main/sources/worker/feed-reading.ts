import type { NewEpisode } from '../../../src-preload/contract/index.ts'
import { feedFindings, feedSource } from '../feed.ts'
import { readOpml } from '../opml.ts'
import { type FoundCandidate, SourceError } from '../source.ts'
import { failureOfReading, unreadable } from '../subscriptions/feed-answer.ts'
import type { EpisodeNaming, FeedEntry, FeedOrder, FeedReading, TakenEntry } from '../subscriptions/feed-order.ts'
import { knownItems } from '../subscriptions/known-items.ts'
import { CandidateList } from './candidate-list.ts'
import { newestOf } from './candidate-order.ts'
import { Listing } from './listing.ts'
import { serverMaterial } from './server-material.ts'
import { Take } from './taking.ts'

/** Items of a feed that a subscription looks at; the newest are at its beginning. */
const mostItems = 20_000

/**
 * What is new in a feed, and which of it is taken under what name; the episodes of items that were seen before; or the feeds
 * of a list.
 */
export function feedReading(order: FeedOrder): FeedReading {
  try {
    switch (order.kind) {
      case 'read':
        return read(order)
      case 'name':
        return { kind: 'named', episodes: named(order) }
      case 'opml':
        return { kind: 'listed', ...readOpml(order.text) }
    }
  } catch (error) {
    return { kind: 'failed', failure: failureOfReading(error) }
  }
}

function read({ requestedUrl, answer, rule, most, seen, naming }: Extract<FeedOrder, { kind: 'read' }>): FeedReading {
  const material = serverMaterial(requestedUrl, answer)
  if (!feedSource.matches(material)) throw new SourceError('malformed', { detail: 'not a feed' })
  const list = new CandidateList()
  let title: string | null = null
  for (const finding of feedFindings(material)) {
    if (finding.kind === 'title') title = finding.title
    else if (finding.kind === 'candidate' && list.length < mostItems) list.add(finding.candidate)
  }
  const entries = Array.from({ length: list.length }, (_, index) => entryOf(list, index))
  const known = knownItems(entries, seen)
  const { newest: _, ...filter } = rule
  const fitting = new Listing(list).fitting(filter)
  if ('refused' in fitting) return { kind: 'failed', failure: unreadable('rule', { ...filterIssue(fitting.params) }) }
  const wanted = fitting.indexes.filter((index) => known[index] === null)
  const chosen = oldestFirst(list, most === null ? wanted : newestOf(list, wanted, most))
  const places = new Map([...known.entries()].filter(([, item]) => item === null).map(([index], place) => [index, place]))
  const episodes = episodesOf(list, chosen, { ...naming, title: naming.title ?? title })
  return {
    kind: 'read',
    title,
    fresh: entries.filter((_, index) => known[index] === null),
    taken: [...chosen].flatMap((index, place): TakenEntry[] => {
      const [fresh, episode] = [places.get(index), episodes[place]]
      return fresh === undefined || episode === undefined ? [] : [{ fresh, episode }]
    }),
    met: known.flatMap((item, index) => {
      const entry = entries[index]
      if (item === null || entry === undefined) return []
      const isSame = item.key === entry.key && item.label === entry.label && item.url === entry.url
      return { id: item.id, now: isSame ? null : entry }
    }),
  }
}

function filterIssue(params: Readonly<Record<string, unknown>>): Record<string, string> {
  return { issues: JSON.stringify(params.issues ?? []) }
}

function entryOf(list: CandidateList, index: number): FeedEntry {
  const { index: _, isKnown: _known, directory: _directory, ...facts } = list.candidate(index)
  const { title, date } = facts
  return {
    key: list.extras(index).key ?? null,
    label: title === null || date === null ? null : `${title} ${date}`,
    url: facts.url,
    facts,
  }
}

/** What has no date stays where it stands: at the end, for feeds begin with the newest. */
function oldestFirst(list: CandidateList, indexes: Uint32Array): Uint32Array {
  return indexes.toReversed().sort((one, other) => {
    const [left, right] = [list.date(one), list.date(other)]
    return Number.isNaN(left) || Number.isNaN(right) ? 0 : left - right
  })
}

/** One by one: items at the same address are all meant. */
function named({ items, naming }: Extract<FeedOrder, { kind: 'name' }>): NewEpisode[] {
  return items.flatMap((item, place) => {
    const list = new CandidateList()
    list.add(foundIn(item))
    return episodesOf(list, Uint32Array.of(0), { ...naming, added: naming.added + place })
  })
}

function episodesOf(list: CandidateList, indexes: Uint32Array, { nameTemplate, title, added }: EpisodeNaming): NewEpisode[] {
  const selection = { filter: {}, without: [] }
  const taking = { selection, carried: false, folders: 'flat', ...(nameTemplate !== null && { nameTemplate }) } as const
  const take = new Take(list, indexes, { kind: 'take', taking, jobTitle: title }, Date.now(), added)
  return take.episodes(0, 0, indexes.length)
}

/** A candidate as it was found, from what is kept of it. */
function foundIn({ key, facts }: FeedEntry): FoundCandidate {
  const { url, mirrors, date, title, fileName, type, size, checksum, season, number, durationSeconds, cover } = facts
  const known = { title, fileName, type, size, checksum, season, number, durationSeconds, cover, key }
  return { url, mirrors, ...present({ ...known, date: date === null ? null : Date.parse(date) }) }
}

function present<Value extends object>(value: Value): { [Key in keyof Value]?: Exclude<Value[Key], null> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== null)) as {
    [Key in keyof Value]?: Exclude<Value[Key], null>
  }
}
