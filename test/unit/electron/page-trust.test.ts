import { X509Certificate } from 'node:crypto'
import type { Certificate } from 'electron'
import { expect, test } from 'vitest'
import { judgeCertificate } from '../../../src-main/electron/sign-in/page-trust.ts'
import { makeCertificate } from '../../support/certificate-maker.ts'

const accepted = 0
const asChromiumSays = -3
const unknownAuthority = -202
const now = new Date()
const host = 'login.example'

const root = await makeCertificate({ name: 'Root', isAuthority: true })
const between = await makeCertificate({ name: 'Between', by: root, isAuthority: true })
const own = await makeCertificate({ name: 'Server', by: between, hosts: [host, '::1'] })
const alone = await makeCertificate({ name: 'Alone', hosts: ['elsewhere.example'], to: -1 })

/** As Electron tells a chain: each with its issuer beside it, but the last. */
function told(...pems: readonly string[]): Certificate {
  const [data = '', ...others] = pems
  const name = { commonName: '', organizations: [], organizationUnits: [], locality: '', state: '', country: '' }
  const certificate: Partial<Certificate> = {
    data,
    fingerprint: 'sha256/whatever',
    issuer: name,
    issuerName: '',
    serialNumber: '',
    subject: name,
    subjectName: '',
    validStart: 0,
    validExpiry: 0,
    ...(others.length === 0 ? {} : { issuerCert: told(...others) }),
  }
  return certificate as Certificate
}

function judged(facts: Partial<Parameters<typeof judgeCertificate>[0]>, rules: Partial<Parameters<typeof judgeCertificate>[1]>) {
  const chain = { hostname: host, errorCode: unknownAuthority, certificate: told(own.pem, between.pem) }
  return judgeCertificate({ ...chain, ...facts }, { certificates: [], exceptions: [], ...rules }, now)
}
const trusting = (of: string, pem: string) => ({
  exceptions: [{ host: of, fingerprint256: new X509Certificate(pem).fingerprint256, grantedAt: now.toISOString() }],
})

test('an authority of the person’s own files is believed', async () => {
  expect(await judged({}, { certificates: [root.pem] })).toBe(accepted)
  expect(await judged({ hostname: '::1' }, { certificates: [root.pem] })).toBe(accepted)
  expect(await judged({ hostname: 'other.example' }, { certificates: [root.pem] })).toBe(asChromiumSays)
  expect(await judged({}, {})).toBe(asChromiumSays)
})

test('what Chromium believes it goes on believing, and what it found worse than an unknown authority stays so', async () => {
  expect(await judged({ errorCode: 0 }, { certificates: [root.pem] })).toBe(asChromiumSays)
  // ERR_CERT_REVOKED.
  expect(await judged({ errorCode: -206 }, { certificates: [root.pem] })).toBe(asChromiumSays)
})

test('one certificate is believed of the host that it was granted to, whatever is wrong with it', async () => {
  const certificate = told(alone.pem)
  const shown = (hostname: string, of: string) => judged({ hostname, certificate }, trusting(of, alone.pem))
  expect(await shown(host, host)).toBe(accepted)
  expect(await shown(host, `${host}:8443`)).toBe(accepted)
  expect(await shown('LOGIN.example', host)).toBe(accepted)
  expect(await shown('::1', '[::1]:8443')).toBe(accepted)
  expect(await shown('other.example', host)).toBe(asChromiumSays)
  expect(await judged({ certificate }, trusting(host, own.pem))).toBe(asChromiumSays)
})

test('a certificate further up than the server’s own is no exception', async () => {
  expect(await judged({ certificate: told(own.pem, alone.pem) }, trusting(host, alone.pem))).toBe(asChromiumSays)
})

test('what is no certificate is not believed', async () => {
  const rules = { certificates: [root.pem], ...trusting(host, own.pem) }
  expect(await judged({ certificate: told('nothing') }, rules)).toBe(asChromiumSays)
})
