import type { Database } from 'better-sqlite3'
import { withoutCredentials } from '../../src-preload/contract/index.ts'
import type { SecretBox } from '../queue/ports.ts'
import { sealingFunctions } from './schema/sealing.ts'

/** An address, or a list of them, in two parts: what may be read, and all of it, sealed; null where both are the same. */
export interface SealedText<Text> {
  readonly bare: Text
  readonly sealed: Uint8Array | null
}

/** What of jobs and episodes is sealed before it is written, and opened as it is read. */
export interface Sealing {
  headers(headers: Readonly<Record<string, string>>): Uint8Array | null
  address(url: string): SealedText<string>
  /** As JSON; null for no mirrors. */
  mirrors(mirrors: readonly string[]): SealedText<string | null>
  /** None where the key is another one. */
  openHeaders(sealed: Uint8Array | null): Readonly<Record<string, string>>
  /** The readable part where the key is another one. */
  openText<Text extends string | null>(bare: Text, sealed: Uint8Array | null): Text | string
}

export function createSealing(box: SecretBox): Sealing {
  return {
    headers: (headers) => (Object.keys(headers).length === 0 ? null : box.seal(JSON.stringify(headers))),

    address(url) {
      const bare = withoutCredentials(url)
      return { bare, sealed: bare === url ? null : box.seal(url) }
    },

    mirrors(mirrors) {
      if (mirrors.length === 0) return { bare: null, sealed: null }
      const text = JSON.stringify(mirrors)
      const bare = bareList(text)
      return { bare, sealed: bare === text ? null : box.seal(text) }
    },

    openHeaders(sealed) {
      const text = sealed === null ? null : box.open(sealed)
      const headers: Record<string, string> = text === null ? {} : JSON.parse(text)
      return headers
    },

    openText: (bare, sealed) => (sealed === null ? bare : (box.open(sealed) ?? bare)),
  }
}

/** Lets the migration seal what was written by a Staffel that did not. */
export function registerSealing(database: Database, box: SecretBox): void {
  const { seal, bare, bareList: bareAddresses } = sealingFunctions
  database.function(seal, (text) => box.seal(String(text)))
  database.function(bare, { deterministic: true }, (url) => withoutCredentials(String(url)))
  database.function(bareAddresses, { deterministic: true }, (list) => bareList(String(list)))
}

/** The same for a list as it is kept. */
function bareList(list: string): string {
  if (!list.includes('@')) return list
  const addresses: string[] = JSON.parse(list)
  return JSON.stringify(addresses.map(withoutCredentials))
}
