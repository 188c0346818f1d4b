import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mayConnect } from '../../../src-main/transfer/worker/address-policy.ts'
import { parseContentLength, parseContentRange, parseUnsatisfiedRange } from '../../../src-main/transfer/worker/content-range.ts'
import { diskProblem, networkProblem, statusProblem } from '../../../src-main/transfer/worker/failure-of.ts'
import { parseRetryAfter } from '../../../src-main/transfer/worker/retry-after.ts'
import { hasChanged, isSameRepresentation, strongValidator } from '../../../src-main/transfer/worker/validator.ts'

describe('Content-Range', () => {
  test.each([
    ['bytes 0-9/10', { start: 0, end: 9, total: 10 }],
    ['Bytes 5-5/*', { start: 5, end: 5, total: null }],
    [' bytes  0 - 9 / 10 ', { start: 0, end: 9, total: 10 }],
    ['bytes 0-10/10', null],
    ['bytes 9-0/10', null],
    ['bytes */10', null],
    ['bytes 0-9', null],
    ['bytes=0-9/10', null],
    ['lines 0-9/10', null],
    ['bytes -5-9/10', null],
    ['bytes 0-9/10, bytes 0-9/10', null],
    ['bytes 0-9007199254740992/9007199254740993', null],
    ['', null],
    [undefined, null],
  ])('%j reads as %j', (header, range) => {
    expect(parseContentRange(header)).toEqual(range)
  })

  test('of what was written reads as what was meant', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), (start, more, behind) => {
        const [end, total] = [start + more, start + more + 1 + behind]
        expect(parseContentRange(`bytes ${start}-${end}/${total}`)).toEqual({ start, end, total })
      }),
    )
  })

  test('of a 416 tells the length, or nothing', () => {
    expect(parseUnsatisfiedRange('bytes */1234')).toBe(1_234)
    expect(parseUnsatisfiedRange('bytes */*')).toBeNull()
    expect(parseUnsatisfiedRange('bytes 0-1/2')).toBeNull()
  })
})

test.each([
  ['12', 12],
  ['12, 12', 12],
  ['12, 13', null],
  ['-1', null],
  ['1e3', null],
  ['0x10', null],
  ['9007199254740992', null],
  [undefined, null],
])('a Content-Length of %j is %j', (header, length) => {
  expect(parseContentLength(header)).toBe(length)
})

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 22, 2, 0, 0)
  test.each([
    ['120', 120_000],
    ['0', 0],
    ['Sun, 22 Nov 2026 02:00:30 GMT', 30_000],
    ['Sunday, 22-Nov-26 02:00:30 GMT', 30_000],
    ['Sun Nov 22 02:00:30 2026', 30_000],
    ['Sun Nov  1 02:00:30 2026', 0],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 0],
    ['99999999999999999999', 86_400_000],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 86_400_000],
    ['-5', null],
    ['1.5', null],
    ['soon', null],
    ['Sun, 31 Feb 2026 02:00:30 GMT', null],
    ['2026-11-22T02:00:30Z', null],
    [undefined, null],
  ])('of %j is %j', (header, milliseconds) => {
    expect(parseRetryAfter(header, now)).toBe(milliseconds)
  })

  test('as a date is measured by the clock of the server that names it, where the answer shows that', () => {
    const wish = 'Sun, 22 Nov 2026 01:00:30 GMT'
    expect(parseRetryAfter(wish, now, 'Sun, 22 Nov 2026 01:00:00 GMT')).toBe(30_000)
    expect(parseRetryAfter(wish, now, 'no date')).toBe(0)
    expect(parseRetryAfter('7', now, 'Sun, 22 Nov 2026 01:00:00 GMT')).toBe(7_000)
  })
})

describe('a validator', () => {
  const of = (etag: string | null, lastModified: string | null = null, date: string | null = null) => ({
    etag,
    lastModified,
    date,
  })
  const modified = 'Sun, 22 Nov 2026 02:00:00 GMT'

  test.each([
    [of('"a"'), '"a"'],
    [of('W/"a"'), null],
    [of('unquoted'), null],
    [of('W/"a"', modified, 'Sun, 22 Nov 2026 03:00:00 GMT'), null],
    [of(null, modified, 'Sun, 22 Nov 2026 02:00:01 GMT'), modified],
    [of(null, modified, modified), null],
    [of(null, modified, null), null],
    [of(null, 'yesterday', modified), null],
    [null, null],
  ])('%j is sent as %j', (validator, sent) => {
    expect(strongValidator(validator)).toBe(sent)
  })

  test('proves a change only where both answers speak', () => {
    expect(hasChanged(of('"a"'), of('"b"'))).toBe(true)
    expect(hasChanged(of('"a"'), of('W/"a"'))).toBe(false)
    expect(hasChanged(of('"a"'), of(null))).toBe(false)
    expect(hasChanged(of(null, modified), of(null, 'Sun, 22 Nov 2026 02:00:09 GMT'))).toBe(true)
    expect(hasChanged(null, of('"b"'))).toBe(false)
  })

  test('proves sameness only where it is strong', () => {
    expect(isSameRepresentation(of('"a"'), of('"a"'))).toBe(true)
    expect(isSameRepresentation(of('W/"a"'), of('W/"a"'))).toBe(false)
    expect(isSameRepresentation(null, of('"a"'))).toBe(false)
  })
})

describe('an address', () => {
  const policy = { ownAddresses: [] as string[], allowPrivateAddresses: true }
  test.each([
    ['127.0.0.1:80', '127.0.0.1', false],
    ['127.0.0.1:80', '::ffff:127.0.0.1', false],
    ['127.0.0.1:80', '0.0.0.0', false],
    ['127.0.0.1:81', '127.0.0.1', true],
    ['[::1]:80', '::1', false],
    ['[::1]:80', '127.0.0.1', true],
    ['0.0.0.0:80', '127.9.9.9', false],
    ['0.0.0.0:80', '93.184.216.34', true],
  ])('with the program at %s: %s may be fetched: %s', (own, address, allowed) => {
    expect(mayConnect(address, 80, { ...policy, ownAddresses: [own] })).toBe(allowed)
  })

  test.each([
    '127.0.0.1',
    '10.0.0.1',
    '172.16.3.4',
    '192.168.0.9',
    '169.254.1.1',
    '100.64.0.1',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
  ])('%s is private', (address) => {
    expect(mayConnect(address, 80, { ...policy, allowPrivateAddresses: false })).toBe(false)
    expect(mayConnect(address, 80, policy)).toBe(true)
  })

  test.each(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'])('%s is not', (address) => {
    expect(mayConnect(address, 80, { ...policy, allowPrivateAddresses: false })).toBe(true)
  })
})

describe('the failure for', () => {
  const withCode = (code: string) => Object.assign(new Error(`secret ${code}`), { code })
  test.each([
    ['ENOSPC', 'DISK_FULL', true],
    ['EDQUOT', 'DISK_FULL', true],
    ['EROFS', 'PERMISSION', false],
    ['EACCES', 'PERMISSION', false],
    ['EMFILE', 'TOO_MANY_FILES', true],
    ['ENAMETOOLONG', 'PATH_INVALID', false],
    ['ENOTDIR', 'PATH_INVALID', false],
    ['ENOENT', 'FILE_MISSING', true],
    ['ENODEV', 'FOLDER_MISSING', true],
    ['ESTALE', 'FOLDER_MISSING', true],
    ['EFBIG', 'DISK_FULL', false],
    ['EIO', 'INTERNAL', true],
  ])('%s of the disk is %s', (code, failure, transient) => {
    const problem = diskProblem(withCode(code), { path: '/x' })
    expect(problem).toMatchObject({ transient, failure: { code: failure, params: { path: '/x', reason: code } } })
    expect(problem.message).not.toContain('secret')
  })

  test.each([
    ['ENOTFOUND', 'DNS', true],
    ['EAI_AGAIN', 'DNS', true],
    ['ECONNREFUSED', 'NETWORK', true],
    ['ECONNRESET', 'NETWORK', true],
    ['HPE_INVALID_CONSTANT', 'NETWORK', true],
    ['EMFILE', 'TOO_MANY_FILES', true],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'TLS', false],
    ['CERT_HAS_EXPIRED', 'TLS', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'TLS', false],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'TLS', false],
    ['EPROTO', 'TLS', true],
    ['SOMETHING_NEW', 'NETWORK', true],
  ])('%s of the network is %s', (code, failure, transient) => {
    expect(networkProblem(withCode(code))).toMatchObject({ transient, failure: { code: failure } })
  })

  test('a refusal in the middle of a file is an expired link, at its start it is what it is, and 401 always asks for a sign-in', () => {
    const code = (status: number, hasBytes: boolean, session?: 'own' | 'replaced') =>
      statusProblem(status, { retryAfterMs: null, hasBytes, host: 'h', session }).failure.code
    expect([403, 404, 410].map((status) => code(status, true))).toEqual(Array(3).fill('LINK_EXPIRED'))
    expect(code(401, true)).toBe('AUTH_REQUIRED')
    expect([true, false].map((hasBytes) => code(403, hasBytes, 'own'))).toEqual(['AUTH_REQUIRED', 'AUTH_REQUIRED'])
    expect([401, 403].map((status) => code(status, true, 'replaced'))).toEqual(['SESSION_CONFLICT', 'SESSION_CONFLICT'])
    expect([401, 403, 404, 407].map((status) => code(status, false))).toEqual([
      'AUTH_REQUIRED',
      'HTTP_STATUS',
      'HTTP_STATUS',
      'HTTP_STATUS',
    ])
    expect(code(503, true)).toBe('HTTP_STATUS')
  })
})
