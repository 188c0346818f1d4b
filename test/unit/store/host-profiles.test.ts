import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { unknownHost } from '../../../src-main/queue/host-profile.ts'
import { openStore } from '../../../src-main/store/open-store.ts'
import { testBox } from '../../support/secret-box.ts'
import { temporaryStore } from './support.ts'

const profile = { ...unknownHost, servesRanges: true, bestConnections: 4 }

test('what was learnt of a host is there again when the list is opened again', () => {
  const { store, file } = temporaryStore()
  expect(store.hostProfile('a.example')).toBeNull()
  store.keepHostProfile('a.example', unknownHost)
  store.keepHostProfile('a.example', profile)
  const again = openStore({ box: testBox, file })
  expect([again.hostProfile('a.example'), again.hostProfile('b.example')]).toEqual([profile, null])
  again.close()
})

test('a profile that this version cannot read is learnt anew', () => {
  const { store, file } = temporaryStore()
  store.keepHostProfile('a.example', profile)
  store.keepHostProfile('b.example', profile)
  const other = new Database(file)
  other.prepare('UPDATE hosts SET profile = \'{"servesRanges":"perhaps"}\' WHERE host = \'a.example\'').run()
  other.prepare("UPDATE hosts SET profile = 'no json' WHERE host = 'b.example'").run()
  other.close()
  expect([store.hostProfile('a.example'), store.hostProfile('b.example')]).toEqual([null, null])
})

test('a profile from before HTTP/2 was looked for is still good', () => {
  const { store, file } = temporaryStore()
  store.keepHostProfile('a.example', profile)
  const other = new Database(file)
  other.prepare("UPDATE hosts SET profile = json_remove(profile, '$.http2')").run()
  other.close()
  expect(store.hostProfile('a.example')).toEqual(profile)
})

test('of very many hosts the ones that were met last are remembered', () => {
  const { store } = temporaryStore()
  store.transaction(
    () => {
      for (let number = 0; number < 10_000; number++) store.keepHostProfile(`h${number}`, profile)
      store.keepHostProfile('h0', profile)
      for (let number = 10_000; number < 10_005; number++) store.keepHostProfile(`h${number}`, profile)
    },
    { durable: false },
  )
  const known = ['h0', 'h1', 'h5', 'h6', 'h10004'].map((host) => store.hostProfile(host) !== null)
  expect(known).toEqual([true, false, false, true, true])
})
