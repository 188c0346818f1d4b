import { hash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { withoutCredentials } from '../../src-preload/contract/index.ts'
import type { Store } from '../queue/ports.ts'
import { addressHashFunction } from './schema/addresses.ts'

/**
 * A number of 48 bits for what an address leads to: without user name, password and fragment, written as the URL Standard
 * writes it. That two addresses share one is less likely than one in a thousand where a quarter of a million are
 * compared with as many others; what is said to be known is only said.
 */
export function addressHash(address: string): number {
  const url = URL.parse(withoutCredentials(address))
  if (url === null) return hashOf(address)
  return hashOf(url.hash === '' ? url.href : url.href.slice(0, -url.hash.length))
}

function hashOf(text: string): number {
  return hash('sha1', text, 'buffer').readUIntBE(0, 6)
}

/** To be called before the database is changed. */
export function registerAddressHash(database: Database): void {
  database.function(addressHashFunction, { deterministic: true }, (url) => addressHash(String(url)))
}

/** What list and history have already. */
export function createKnownAddresses(database: Database): Pick<Store, 'knownAddresses'> {
  const find = database
    .prepare<[number, number], number>(
      // What was removed unfinished is not known any more; what was finished is in the history as soon as its row goes.
      `SELECT EXISTS (
         SELECT 1 FROM episodes WHERE address = ?
           AND (status IN ('completed', 'failed') OR EXISTS (SELECT 1 FROM jobs WHERE pk = episodes.job))
       ) OR EXISTS (SELECT 1 FROM history WHERE address = ?)`,
    )
    .pluck()
  return {
    knownAddresses(urls) {
      const flags = new Uint8Array(urls.length)
      for (const [index, url] of urls.entries()) {
        const key = addressHash(url)
        flags[index] = find.get(key, key) ?? 0
      }
      return flags
    },
  }
}
