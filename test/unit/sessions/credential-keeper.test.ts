import { expect, test } from 'vitest'
import type { Store } from '../../../src-main/queue/ports.ts'
import { isRefusal } from '../../../src-main/queue/refusal.ts'
import { CredentialKeeper, type CredentialNews } from '../../../src-main/sessions/credential-keeper.ts'
import type { NewCredential } from '../../../src-preload/contract/index.ts'
import { HandClock } from '../../support/hand-clock.ts'
import { newId, temporaryStore } from '../store/support.ts'

const basic = (host: string, secret = 'hush'): NewCredential => ({ host, scheme: 'basic', username: 'anna', secret })

function keeperOver(store: Store): {
  readonly credentials: CredentialKeeper
  readonly told: CredentialNews[]
  readonly clock: HandClock
} {
  const clock = new HandClock()
  const credentials = new CredentialKeeper({ store, clock, random: { id: newId } })
  const told: CredentialNews[] = []
  credentials.onNews((news) => told.push(news))
  return { credentials, told, clock }
}

function added(credentials: CredentialKeeper, input: NewCredential): string {
  const credential = credentials.add(input)
  if (isRefusal(credential)) throw new Error('refused')
  return credential.id
}

test('a credential is kept with its secret, which it never shows; a host has one at most', () => {
  const { store } = temporaryStore()
  const { credentials, told } = keeperOver(store)
  const id = added(credentials, basic('a.example'))
  const port = added(credentials, basic('a.example:8080', 'other'))
  expect(credentials.add(basic('a.example'))).toEqual({ refused: 'CONFLICT', params: { host: 'a.example', credentialId: id } })
  expect(credentials.update(port, { host: 'a.example' })).toMatchObject({ refused: 'CONFLICT' })
  expect(told).toEqual([
    { kind: 'renewed', hosts: ['a.example'] },
    { kind: 'renewed', hosts: ['a.example:8080'] },
  ])
  const later = keeperOver(store).credentials
  expect(later.usable().map(({ host, secret }) => [host, secret])).toEqual([
    ['a.example', 'hush'],
    ['a.example:8080', 'other'],
  ])
  expect(JSON.stringify(later.list())).not.toMatch(/hush|other/)
})

test('a change keeps what it does not name, and counts as new; a refusal is noted until then', () => {
  const { store } = temporaryStore()
  const { credentials, told } = keeperOver(store)
  const id = added(credentials, basic('a.example'))
  credentials.refused(id)
  credentials.refused(id)
  expect(credentials.list().items).toMatchObject([{ refusedAt: expect.any(String) }])
  expect(credentials.update(id, { username: 'berta' })).toMatchObject({ username: 'berta', scheme: 'basic', refusedAt: null })
  expect(credentials.usable()).toMatchObject([{ username: 'berta', secret: 'hush' }])
  credentials.used(id)
  expect(keeperOver(store).credentials.list().items).toMatchObject([{ usedAt: expect.any(String), refusedAt: null }])
  credentials.update(id, { host: 'b.example' })
  expect(credentials.remove(id)).toEqual({ done: true })
  expect(credentials.remove(id)).toMatchObject({ refused: 'NOT_FOUND' })
  expect(credentials.update(id, {})).toMatchObject({ refused: 'NOT_FOUND' })
  expect(told.map(({ kind, hosts }) => `${kind} ${hosts}`)).toEqual([
    'renewed a.example',
    'noted a.example',
    'renewed a.example',
    'noted a.example',
    'renewed b.example',
    'removed a.example',
    'removed b.example',
  ])
  expect(store.credentials()).toEqual([])
})

test('what another program kept joins what is here, and takes its place only where that is asked for', () => {
  const { credentials } = keeperOver(temporaryStore().store)
  added(credentials, basic('a.example'))
  const found = [basic('a.example', 'theirs'), basic('b.example', 'theirs')]
  expect(credentials.adopt(found, { replace: false })).toEqual({ added: 1, replaced: 0, kept: 1 })
  expect(credentials.usable().map(({ secret }) => secret)).toEqual(['hush', 'theirs'])
  expect(credentials.adopt(found, { replace: true })).toEqual({ added: 0, replaced: 2, kept: 0 })
  expect(credentials.usable().map(({ secret }) => secret)).toEqual(['theirs', 'theirs'])
})

test('what another program kept is taken over as one change, or not at all where the disk refuses a part of it', () => {
  const { store } = temporaryStore()
  let left = Number.POSITIVE_INFINITY
  const putCredential: Store['putCredential'] = (credential) => {
    if (--left < 0) throw new Error('the disk is full')
    store.putCredential(credential)
  }
  const { credentials, told } = keeperOver({ ...store, putCredential })
  const found = Array.from({ length: 10_000 }, (_, index) => basic(`host${index}.example`))
  expect(credentials.adopt(found, { replace: false })).toEqual({ added: 10_000, replaced: 0, kept: 0 })
  expect(told).toEqual([{ kind: 'renewed', hosts: found.map(({ host }) => host) }])
  left = 5
  const others = found.map(({ host }) => basic(host, 'other'))
  expect(() => credentials.adopt(others, { replace: true })).toThrow('the disk is full')
  expect(new Set(credentials.usable().map(({ secret }) => secret))).toEqual(new Set(['hush']))
  expect(new Set(store.credentials().map(({ secret }) => secret))).toEqual(new Set(['hush']))
})
