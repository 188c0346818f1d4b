import { BitString, Integer, OctetString, Utf8String } from 'asn1js'
import ipaddr from 'ipaddr.js'
import {
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  Extension,
  ExtKeyUsage,
  GeneralName,
  GeneralNames,
  GeneralSubtree,
  getRandomValues,
  NameConstraints,
} from 'pkijs'

const hour = 3_600_000
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** A certificate with its key. */
export interface Made {
  readonly pem: string
  /** PEM, PKCS #8. */
  readonly key: string
  readonly certificate: Certificate
  readonly keys: CryptoKeyPair
}

interface Wish {
  readonly name: string
  /** Signs itself where nobody is named. */
  readonly by?: Made
  /** An authority; `pathLength` and names limit what it may sign. */
  readonly isAuthority?: boolean
  readonly pathLength?: number
  readonly permitted?: readonly string[]
  readonly excluded?: readonly string[]
  /** Hosts and addresses that it is for. */
  readonly hosts?: readonly string[]
  /** Object identifiers. */
  readonly purposes?: readonly string[]
  /** Hours from now. */
  readonly from?: number
  readonly to?: number
  /** Those of another certificate, where it is to have the same. */
  readonly keys?: CryptoKeyPair
  /** An extension that nobody knows, and that must not be passed over. */
  readonly hasUnknown?: boolean
}

/** Makes certificates of all kinds, wrong ones too. */
export async function makeCertificate(wish: Wish): Promise<Made> {
  const { name, by, isAuthority = false, from = -24, to = 24 } = wish
  const keys = wish.keys ?? (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']))
  const certificate = new Certificate()
  certificate.version = 2
  // Positive, and without a zero in front (RFC 5280 §4.1.2.2).
  const serial = getRandomValues(new Uint8Array(8)).map((byte, place) => (place === 0 ? 64 | (byte & 63) : byte))
  certificate.serialNumber = new Integer({ valueHex: serial.buffer })
  const called = new AttributeTypeAndValue({ type: '2.5.4.3', value: new Utf8String({ value: name }) })
  certificate.subject.typesAndValues.push(called)
  certificate.issuer.typesAndValues.push(...(by?.certificate ?? certificate).subject.typesAndValues)
  certificate.notBefore.value = new Date(Date.now() + from * hour)
  certificate.notAfter.value = new Date(Date.now() + to * hour)
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey)
  certificate.extensions = extensionsOf(wish, isAuthority)
  await certificate.sign((by?.keys ?? keys).privateKey, 'SHA-256')
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey))
  return {
    pem: block('CERTIFICATE', Buffer.from(certificate.toSchema(true).toBER())),
    key: block('PRIVATE KEY', key),
    certificate,
    keys,
  }
}

function extensionsOf(
  { pathLength, permitted, excluded, hosts = [], purposes, hasUnknown }: Wish,
  isAuthority: boolean,
): Extension[] {
  const made: Extension[] = []
  const add = (extnID: string, critical: boolean, value: ArrayBuffer) =>
    made.push(new Extension({ extnID, critical, extnValue: value }))
  if (isAuthority) {
    const basic = new BasicConstraints({ cA: true, ...(pathLength === undefined ? {} : { pathLenConstraint: pathLength }) })
    add('2.5.29.19', true, basic.toSchema().toBER())
    // keyCertSign.
    add('2.5.29.15', true, new BitString({ valueHex: new Uint8Array([0x04]).buffer, unusedBits: 2 }).toBER())
  }
  if (permitted !== undefined || excluded !== undefined) {
    const names = new NameConstraints({
      ...(permitted === undefined ? {} : { permittedSubtrees: permitted.map(subtree) }),
      ...(excluded === undefined ? {} : { excludedSubtrees: excluded.map(subtree) }),
    })
    add('2.5.29.30', true, names.toSchema().toBER())
  }
  if (hosts.length > 0) add('2.5.29.17', false, new GeneralNames({ names: hosts.map(hostName) }).toSchema().toBER())
  if (purposes !== undefined) add('2.5.29.37', false, new ExtKeyUsage({ keyPurposes: [...purposes] }).toSchema().toBER())
  if (hasUnknown) add('1.3.6.1.4.1.99999.1', true, new Utf8String({ value: 'x' }).toBER())
  return made
}

function hostName(host: string): GeneralName {
  if (!ipaddr.isValid(host)) return new GeneralName({ type: 2, value: host })
  return new GeneralName({ type: 7, value: octets(ipaddr.parse(host).toByteArray()) })
}

/** A host name, or a network as `address/bits`. */
function subtree(limit: string): GeneralSubtree {
  if (!limit.includes('/')) return new GeneralSubtree({ base: new GeneralName({ type: 2, value: limit }) })
  const [address, bits] = ipaddr.parseCIDR(limit)
  const mask = (address.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6).subnetMaskFromPrefixLength(bits)
  return new GeneralSubtree({
    base: new GeneralName({ type: 7, value: octets([...address.toByteArray(), ...mask.toByteArray()]) }),
  })
}

function octets(bytes: readonly number[]): OctetString {
  return new OctetString({ valueHex: new Uint8Array(bytes).buffer })
}

function block(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
