import { describe, expect, test } from 'vitest'
import type { CredentialRecord } from '../../../src-main/queue/ports.ts'
import { readChallenges } from '../../../src-main/sessions/authorization/challenges.ts'
import { readDigest } from '../../../src-main/sessions/authorization/digest.ts'
import type { CredentialNews } from '../../../src-main/sessions/credential-keeper.ts'
import { HostAuthorization } from '../../../src-main/sessions/host-authorization.ts'

const nowMs = Date.UTC(2026, 10, 22)
const file = 'https://media.example/files/a.bin?x=1'

function credential(facts: Partial<CredentialRecord>): CredentialRecord {
  return {
    id: facts.host ?? 'media.example',
    host: 'media.example',
    scheme: 'automatic',
    username: 'ann',
    secret: 'pw',
    createdAt: new Date(nowMs).toISOString(),
    usedAt: null,
    refusedAt: null,
    ...facts,
  }
}

/** Credentials that are changed by hand, what is noted of them, and time. */
function desk(...records: CredentialRecord[]) {
  let kept = records
  const listeners = new Set<(news: CredentialNews) => void>()
  const noted: string[] = []
  let cnonces = 0
  let passedMs = 0
  const time = new Date(nowMs).toISOString()
  const note = (what: 'usedAt' | 'refusedAt', id: string) => {
    noted.push(`${what} ${id}`)
    kept = kept.map((record) => (record.id === id ? { ...record, refusedAt: null, [what]: time } : record))
  }
  const authorization = new HostAuthorization({
    credentials: {
      usable: () => kept,
      used: (id) => note('usedAt', id),
      refused: (id) => note('refusedAt', id),
      onNews: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    cnonce: () => `c${++cnonces}`,
    now: () => nowMs + passedMs,
  })
  const change = (...changed: CredentialRecord[]) => {
    const hosts = new Set([...kept, ...changed].map(({ host }) => host))
    kept = changed
    for (const listener of listeners) listener({ kind: 'renewed', hosts: [...hosts] })
  }
  const pass = (ms: number) => {
    passedMs += ms
  }
  return { authorization, noted, change, pass }
}

const params = (field: string | null) => Object.fromEntries(readChallenges([field ?? ''])[0]?.params ?? [])
const nonceOf = (field: string | null) => [params(field).nonce, params(field).nc]

describe('whose credential', () => {
  test('goes to its host and to no other, the one that names the port first', () => {
    const { authorization } = desk(
      credential({ scheme: 'bearer', secret: 'any' }),
      credential({ host: 'media.example:8080', scheme: 'bearer', secret: 'port' }),
      credential({ host: '[::1]:443', scheme: 'bearer', secret: 'six' }),
    )
    const sent = (url: string) => authorization.authorizationFor(url, 'GET')
    expect(sent('https://media.example/')).toBe('Bearer any')
    expect(sent('http://MEDIA.example:81/')).toBe('Bearer any')
    expect(sent('http://media.example:8080/')).toBe('Bearer port')
    expect(sent('https://[::1]/')).toBe('Bearer six')
    for (const other of ['https://a.media.example/', 'https://example/', 'https://media.example.other/', 'http://[::1]/']) {
      expect([other, sent(other)]).toEqual([other, null])
    }
    expect(authorization.hosts).toEqual(['media.example', 'media.example:8080', '[::1]:443'])
  })

  test('is told where hosts come and go', () => {
    const { authorization, change } = desk()
    const told: (readonly string[])[] = []
    const stop = authorization.onHosts((hosts) => told.push(hosts))
    change(credential({}))
    stop()
    change()
    expect(told).toEqual([['media.example']])
    expect(authorization.hosts).toEqual([])
  })
})

describe('Basic and Bearer', () => {
  test('go along with each request, in UTF-8', () => {
    const { authorization } = desk(credential({ scheme: 'basic', username: 'test', secret: '123£' }))
    // RFC 7617 §2.1.
    expect(authorization.authorizationFor(file, 'GET')).toBe('Basic dGVzdDoxMjPCow==')
  })

  test('are refused once the server did not take them', () => {
    for (const scheme of ['basic', 'bearer'] as const) {
      const { authorization, noted } = desk(credential({ scheme }))
      const sent = authorization.authorizationFor(file, 'GET')
      expect(authorization.challenged(file, 'GET', ['Basic realm="a"'], sent)).toBe(false)
      expect(authorization.challenged(file, 'GET', ['Basic realm="a"'], sent)).toBe(false)
      expect(noted).toEqual(['refusedAt media.example'])
    }
  })

  test('are refused without a challenge, too', () => {
    for (const scheme of ['basic', 'bearer'] as const) {
      const { authorization, noted } = desk(credential({ scheme }))
      expect(authorization.challenged(file, 'GET', [], authorization.authorizationFor(file, 'GET'))).toBe(false)
      expect(noted).toEqual(['refusedAt media.example'])
    }
  })

  test('rest for a minute after that, so that nobody is locked out, and are then tried as they are', () => {
    const { authorization, noted, pass } = desk(credential({ scheme: 'basic' }))
    const sent = authorization.authorizationFor(file, 'GET')
    authorization.challenged(file, 'GET', ['Basic realm="a"'], sent)
    pass(59_999)
    expect(authorization.authorizationFor(file, 'GET')).toBeNull()
    expect(authorization.challenged(file, 'GET', ['Basic realm="a"'], null)).toBe(false)
    pass(1)
    expect(authorization.authorizationFor(file, 'GET')).toBe(sent)
    authorization.challenged(file, 'GET', ['Basic realm="a"'], sent)
    expect(authorization.authorizationFor(file, 'GET')).toBeNull()
    expect(noted).toEqual(['refusedAt media.example'])
  })

  test('that were refused and are others now are sent at once', () => {
    const { authorization, change } = desk(credential({ scheme: 'basic' }))
    authorization.challenged(file, 'GET', ['Basic'], authorization.authorizationFor(file, 'GET'))
    change(credential({ scheme: 'basic', secret: 'new' }))
    expect(authorization.authorizationFor(file, 'GET')).toBe('Basic YW5uOm5ldw==')
  })

  test('that became others meanwhile are sent once more', () => {
    const { authorization, noted, change } = desk(credential({ scheme: 'bearer', secret: 'old' }))
    const sent = authorization.authorizationFor(file, 'GET')
    change(credential({ scheme: 'bearer', secret: 'new' }))
    expect(authorization.challenged(file, 'GET', ['Bearer'], sent)).toBe(true)
    expect(authorization.authorizationFor(file, 'GET')).toBe('Bearer new')
    expect(noted).toEqual([])
  })
})

describe('an automatic one', () => {
  test('waits for the challenge, then goes along with each request to that server', () => {
    const { authorization } = desk(credential({}))
    expect(authorization.authorizationFor(file, 'GET')).toBeNull()
    expect(authorization.challenged(file, 'GET', ['Basic realm="a"'], null)).toBe(true)
    expect(authorization.authorizationFor('https://media.example/other', 'HEAD')).toBe('Basic YW5uOnB3')
    expect(authorization.authorizationFor('http://media.example/other', 'GET')).toBeNull()
  })

  test('takes Digest where that is offered beside Basic, in the order of the server', () => {
    const { authorization } = desk(credential({}))
    const challenges = [
      'Basic realm="a", Digest realm="a", nonce="n1", qop="auth", algorithm=SHA-256',
      'Digest realm="a", nonce="n2", qop="auth"',
    ]
    expect(authorization.challenged(file, 'GET', challenges, null)).toBe(true)
    expect(params(authorization.authorizationFor(file, 'GET'))).toMatchObject({
      nonce: 'n1',
      algorithm: 'SHA-256',
      uri: '/files/a.bin?x=1',
    })
  })

  test('takes Basic where Digest is offered in a way that nobody can answer', () => {
    const { authorization } = desk(credential({}))
    const challenges = ['Digest realm="a", nonce="n1", qop="auth-int"', 'Basic realm="a"']
    expect(authorization.challenged(file, 'GET', challenges, null)).toBe(true)
    expect(authorization.authorizationFor(file, 'GET')).toBe('Basic YW5uOnB3')
  })

  test('is a token only where it has no user name', () => {
    const named = desk(credential({}))
    expect(named.authorization.challenged(file, 'GET', ['Bearer realm="a"'], null)).toBe(false)
    const token = desk(credential({ username: '', secret: 't0k' }))
    expect(token.authorization.challenged(file, 'GET', ['Bearer realm="a"'], null)).toBe(true)
    expect(token.authorization.authorizationFor(file, 'GET')).toBe('Bearer t0k')
  })

  test('that went along and was refused without a challenge is refused all the same', () => {
    const { authorization, noted } = desk(credential({}))
    authorization.challenged(file, 'GET', ['Basic realm="a"'], null)
    const sent = authorization.authorizationFor(file, 'GET')
    expect(authorization.challenged(file, 'GET', [], null)).toBe(false)
    expect(noted).toEqual([])
    expect(authorization.challenged(file, 'GET', [], sent)).toBe(false)
    expect(noted).toEqual(['refusedAt media.example'])
  })

  test('is not refused by what it cannot answer', () => {
    const { authorization, noted } = desk(credential({}))
    expect(authorization.challenged(file, 'GET', ['Negotiate', 'NTLM'], null)).toBe(false)
    expect(noted).toEqual([])
  })
})

describe('Digest', () => {
  const challenge = (nonce: string, more = '') => [`Digest realm="a", nonce="${nonce}", qop="auth"${more}`]

  test('answers nothing before it is asked, then each request with a count that rises', () => {
    const { authorization } = desk(credential({ scheme: 'digest' }))
    expect(authorization.authorizationFor(file, 'GET')).toBeNull()
    expect(authorization.challenged(file, 'GET', ['Basic realm="a"'], null)).toBe(false)
    expect(authorization.challenged(file, 'GET', challenge('n1'), null)).toBe(true)
    const fields = Array.from({ length: 8 }, () => authorization.authorizationFor(file, 'GET'))
    expect(fields.map(nonceOf)).toEqual(Array.from({ length: 8 }, (_, index) => ['n1', `0000000${index + 1}`]))
    expect(fields.every((field) => readDigest(field ?? '')?.isOf('ann', 'pw', 'GET'))).toBe(true)
  })

  test('goes on with a new nonce where the old one is stale', () => {
    const { authorization, noted } = desk(credential({ scheme: 'digest' }))
    authorization.challenged(file, 'GET', challenge('n1'), null)
    const sent = authorization.authorizationFor(file, 'GET')
    expect(authorization.challenged(file, 'GET', challenge('n2', ', stale=TRUE'), sent)).toBe(true)
    expect(nonceOf(authorization.authorizationFor(file, 'GET'))).toEqual(['n2', '00000001'])
    expect(noted).toEqual([])
  })

  test('takes a nonce that was used before for too old, where the server does not say so', () => {
    const { authorization, noted } = desk(credential({ scheme: 'digest' }))
    authorization.challenged(file, 'GET', challenge('n1'), null)
    authorization.authorizationFor(file, 'GET')
    const second = authorization.authorizationFor(file, 'GET')
    expect(authorization.challenged(file, 'GET', challenge('n2'), second)).toBe(true)
    const fresh = authorization.authorizationFor(file, 'GET')
    expect(nonceOf(fresh)).toEqual(['n2', '00000001'])
    expect(noted).toEqual([])
    expect(authorization.challenged(file, 'GET', challenge('n3'), fresh)).toBe(false)
    expect(noted).toEqual(['refusedAt media.example'])
  })

  test('gives each of several that were challenged at once a nonce of its own', () => {
    const { authorization } = desk(credential({ scheme: 'digest' }))
    for (const nonce of ['n1', 'n2', 'n3']) authorization.challenged(file, 'GET', challenge(nonce), null)
    const nonces = Array.from({ length: 5 }, () => nonceOf(authorization.authorizationFor(file, 'GET')))
    expect(nonces).toEqual([
      ['n1', '00000001'],
      ['n2', '00000001'],
      ['n3', '00000001'],
      ['n3', '00000002'],
      ['n3', '00000003'],
    ])
  })

  test('is refused for all that is under way, once it was with a fresh nonce', () => {
    const { authorization, noted } = desk(credential({ scheme: 'digest' }))
    authorization.challenged(file, 'GET', challenge('n1'), null)
    const sent = Array.from({ length: 4 }, () => authorization.authorizationFor(file, 'GET'))
    expect(sent.map((field) => authorization.challenged(file, 'GET', challenge('n2'), field))).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect(noted).toEqual(['refusedAt media.example'])
  })

  test('made of an older password is made anew', () => {
    const { authorization, noted, change } = desk(credential({ scheme: 'digest', secret: 'old' }))
    authorization.challenged(file, 'GET', challenge('n1'), null)
    const sent = authorization.authorizationFor(file, 'GET')
    change(credential({ scheme: 'digest', secret: 'new' }))
    expect(authorization.challenged(file, 'GET', challenge('n2'), sent)).toBe(true)
    expect(readDigest(authorization.authorizationFor(file, 'GET') ?? '')?.isOf('ann', 'new', 'GET')).toBe(true)
    expect(noted).toEqual([])
  })

  test('keeps realms of one server apart, by folder', () => {
    const { authorization } = desk(credential({ scheme: 'digest' }))
    const at = (path: string) => `https://media.example${path}`
    const realmAt = (path: string) => params(authorization.authorizationFor(at(path), 'GET')).realm
    authorization.challenged(at('/one/a/x'), 'GET', ['Digest realm="one", nonce="n", qop=auth'], null)
    const sent = authorization.authorizationFor(at('/two/b/x'), 'GET')
    expect(authorization.challenged(at('/two/b/x'), 'GET', ['Digest realm="two", nonce="n", qop=auth'], sent)).toBe(true)
    expect([realmAt('/one/a/y'), realmAt('/two/b/y'), realmAt('/two/b/c/d'), realmAt('/'), realmAt('/two')]).toEqual([
      'one',
      'two',
      'two',
      'one',
      'one',
    ])
  })

  test('holds where the server says that it does, and where it was asked for', () => {
    const { authorization } = desk(credential({ scheme: 'digest' }))
    const at = (path: string) => authorization.authorizationFor(`https://media.example${path}`, 'GET')
    const domain = 'domain="/docs https://media.example/more/ https://other.example/"'
    authorization.challenged('https://media.example/files/a', 'GET', [`Digest realm="a", nonce="n", qop=auth, ${domain}`], null)
    for (const path of ['/docs', '/docs/x', '/more/y', '/files/a', '/files/b']) expect([path, at(path)]).not.toEqual([path, null])
    for (const path of ['/', '/document', '/filesystem']) expect([path, at(path)]).toEqual([path, null])
    expect(authorization.authorizationFor('https://other.example/', 'GET')).toBeNull()
  })

  test('reads what is beyond ASCII as octets, and answers in the same', () => {
    const octets = (text: string) => Buffer.from(text, 'utf8').toString('latin1')
    const { authorization } = desk(credential({ scheme: 'digest', username: 'jörg', secret: 'pä' }))
    authorization.challenged(file, 'GET', [`Digest realm="${octets('Büro')}", nonce="n", qop=auth`], null)
    const field = authorization.authorizationFor(file, 'GET') ?? ''
    expect(field).toContain(`realm="${octets('Büro')}"`)
    expect(field).toContain("username*=UTF-8''j%C3%B6rg")
    expect(readDigest(field)?.isOf(octets('jörg'), octets('pä'), 'GET')).toBe(true)
  })
})

describe('what is noted', () => {
  test('is a use, to the minute, and that a refusal is over', () => {
    const old = new Date(nowMs - 61_000).toISOString()
    const recent = new Date(nowMs - 30_000).toISOString()
    for (const [facts, noted] of [
      [{ usedAt: null }, 1],
      [{ usedAt: old }, 1],
      [{ usedAt: recent }, 0],
      [{ usedAt: recent, refusedAt: recent }, 1],
    ] as const) {
      const it = desk(credential({ scheme: 'basic', ...facts }))
      it.authorization.accepted(file)
      expect(it.noted).toHaveLength(noted)
    }
  })
})

test('a challenge from a host without credentials asks for nothing', () => {
  const { authorization, noted } = desk(credential({}))
  expect(authorization.challenged('https://other.example/', 'GET', ['Basic realm="a"'], null)).toBe(false)
  expect(authorization.authorizationFor('https://other.example/', 'GET')).toBeNull()
  authorization.accepted('https://other.example/')
  expect(noted).toEqual([])
})
