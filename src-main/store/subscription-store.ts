import type { Database } from 'better-sqlite3'
import { textWithoutCredentials } from '../../src-preload/contract/index.ts'
import type { FeedItemFacts, FeedItemRecord, SecretBox, SeenItem, Store, SubscriptionStore } from '../queue/ports.ts'
import { createSealing } from './sealing.ts'
import { subscriptionColumns as columns, type SubscriptionRow, toRecord, toRow } from './subscription-rows.ts'

interface SeenRow {
  readonly id: string
  readonly key: string | null
  readonly label: string | null
  readonly url: string
  readonly sealed_url: Uint8Array | null
}

interface ItemRow extends SeenRow {
  readonly subscription: string
  readonly facts: string | null
  readonly sealed_facts: Uint8Array | null
  readonly date: number | null
  readonly state: FeedItemRecord['state']
  readonly seen_at: number
}

const itemColumns = [
  'subscription',
  'id',
  'key',
  'label',
  'url',
  'sealed_url',
  'facts',
  'sealed_facts',
  'date',
  'state',
  'seen_at',
] as const satisfies readonly (keyof ItemRow)[]

/** Adds a row, or takes the place of the one with its id. */
function upsertInto(table: string, names: readonly string[]): string {
  const changes = names.filter((name) => name !== 'id').map((name) => `${name} = excluded.${name}`)
  return `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})
    ON CONFLICT (id) DO UPDATE SET ${changes.join(', ')}`
}

/** The subscriptions and what they have seen; their addresses go through the box. */
export function createSubscriptionStore(
  database: Database,
  transaction: Store['transaction'],
  box: SecretBox,
): SubscriptionStore {
  const sealing = createSealing(box)
  // Of a feed whose subscription did not come to be: the program ended while it was read for the first time.
  database.exec('DELETE FROM subscription_items WHERE subscription NOT IN (SELECT id FROM subscriptions)')
  const select = database.prepare<[], SubscriptionRow>(`SELECT ${columns.join(', ')} FROM subscriptions ORDER BY pk`)
  const upsert = database.prepare<[SubscriptionRow]>(upsertInto('subscriptions', columns))
  const remove = database.prepare<[string]>('DELETE FROM subscriptions WHERE id = ?')
  const selectCounts = database.prepare<[], { subscription: string; seen: number; added: number }>(
    `SELECT subscription, count(*) AS seen, coalesce(sum(state = 'added'), 0) AS added FROM subscription_items GROUP BY subscription`,
  )
  const selectSeen = database.prepare<[string], SeenRow>(
    'SELECT id, key, label, url, sealed_url FROM subscription_items WHERE subscription = ? ORDER BY pk',
  )
  const upsertItem = database.prepare<[ItemRow]>(upsertInto('subscription_items', itemColumns))
  const selectItem = database.prepare<[string, string], ItemRow>(
    `SELECT ${itemColumns.join(', ')} FROM subscription_items WHERE subscription = ? AND id = ?`,
  )
  database.function('holds_words', { deterministic: true }, holdsWords)
  const isAsked = `subscription = @subscriptionId AND (@state IS NULL OR state = @state)
    AND (@words IS NULL OR holds_words(coalesce(json_extract(facts, '$.title'), label), @words))`
  const selectItems = database.prepare<[ItemQuery], ItemRow>(
    `SELECT ${itemColumns.join(', ')} FROM subscription_items WHERE ${isAsked} ORDER BY date DESC, pk LIMIT @limit OFFSET @offset`,
  )
  const countItems = database.prepare<[ItemQuery], number>(`SELECT count(*) FROM subscription_items WHERE ${isAsked}`).pluck()
  const countAll = database.prepare<[string], number>('SELECT count(*) FROM subscription_items WHERE subscription = ?').pluck()
  const forget = database.prepare<[string, string, number]>(
    `DELETE FROM subscription_items WHERE pk IN (
       SELECT pk FROM subscription_items WHERE subscription = ? AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY pk LIMIT ?)`,
  )
  const selectByKey = database.prepare<
    [string, string],
    Pick<SeenRow, 'id' | 'url' | 'sealed_url'> & { key: string; status: ReturnType<Store['episodesByKey']>[number]['status'] }
  >(
    `SELECT e.id, e.source_key AS key, e.url, e.sealed_url, e.status FROM jobs JOIN episodes AS e ON e.job = jobs.pk
     WHERE jobs.id = ? AND e.source_key IN (SELECT value FROM json_each(?)) ORDER BY e.idx`,
  )

  const toSeen = ({ id, key, label, url, sealed_url }: SeenRow): SeenItem => ({
    id,
    key,
    label,
    url: sealing.openText(url, sealed_url),
  })
  const toItem = (row: ItemRow): FeedItemRecord => ({
    ...toSeen(row),
    state: row.state,
    seenAt: row.seen_at,
    facts: factsOf(row, sealing.openText(row.facts, row.sealed_facts)),
  })

  return {
    subscriptions: () => select.all().map((row) => ({ ...toRecord(row), url: sealing.openText(row.url, row.sealed_url) })),

    putSubscription(record) {
      const { bare, sealed } = sealing.address(record.url)
      transaction(() => upsert.run({ ...toRow(record), url: bare, sealed_url: sealed }))
    },

    removeSubscription(id) {
      transaction(() => remove.run(id))
    },

    subscriptionCounts: () => new Map(selectCounts.all().map(({ subscription, ...counts }) => [subscription, counts])),

    seenItems: (subscriptionId) => selectSeen.all(subscriptionId).map(toSeen),

    putFeedItems(subscriptionId, items) {
      transaction(() => {
        for (const { id, key, label, url, facts, state, seenAt } of items) {
          const address = sealing.address(url)
          const text = JSON.stringify(facts)
          const isSecret = textWithoutCredentials(text) !== text
          upsertItem.run({
            subscription: subscriptionId,
            id,
            key,
            label,
            url: address.bare,
            sealed_url: address.sealed,
            facts: isSecret ? null : text,
            sealed_facts: isSecret ? box.seal(text) : null,
            date: facts.date === null ? null : Date.parse(facts.date),
            state,
            seen_at: seenAt,
          })
        }
      })
    },

    feedItem(subscriptionId, itemId) {
      const row = selectItem.get(subscriptionId, itemId)
      return row === undefined ? null : toItem(row)
    },

    feedItems({ subscriptionId, state = null, text = '', offset, limit }) {
      const words = text.trim() === '' ? null : text.trim().toLowerCase()
      const query = { subscriptionId, state, words, offset, limit }
      return { items: selectItems.all(query).map(toItem), total: countItems.get(query) ?? 0 }
    },

    forgetFeedItems(subscriptionId, { most, except }) {
      const surplus = (countAll.get(subscriptionId) ?? 0) - most
      if (surplus > 0) transaction(() => forget.run(subscriptionId, JSON.stringify(except), surplus))
    },

    episodesByKey: (jobId, keys) =>
      selectByKey
        .all(jobId, JSON.stringify(keys))
        .map(({ sealed_url, ...episode }) => ({ ...episode, url: sealing.openText(episode.url, sealed_url) })),
  }
}

interface ItemQuery {
  readonly subscriptionId: string
  readonly state: FeedItemRecord['state'] | null
  /** In lower case, between spaces. */
  readonly words: string | null
  readonly offset: number
  readonly limit: number
}

/** Of a title and of words in lower case; SQLite's own `LIKE` knows the case of ASCII letters alone. */
function holdsWords(title: unknown, words: unknown): number {
  const text = String(title ?? '').toLowerCase()
  return String(words)
    .split(/\s+/)
    .every((word) => text.includes(word))
    ? 1
    : 0
}

/** What was sealed with another key is gone but for what stands beside it. */
function factsOf({ url, date }: ItemRow, text: string | null): FeedItemFacts {
  if (text !== null) return JSON.parse(text)
  return {
    url,
    title: null,
    fileName: null,
    type: null,
    size: null,
    kind: 'other',
    mirrors: [],
    checksum: null,
    season: null,
    number: null,
    date: date === null ? null : new Date(date).toISOString(),
    durationSeconds: null,
    cover: null,
  }
}
