import type { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { BasicConstraints, Certificate, type GeneralName, type GeneralSubtree, NameConstraints } from 'pkijs'

/** What an authority may sign. */
export interface SigningLimits {
  /** `path`: from a server's own certificate up to the one that this authority has signed. */
  allow(path: readonly X509Certificate[]): boolean
}

/** RFC 5280 §4.2: how they are called where they are read here or by Node. */
const basicConstraints = '2.5.29.19'
const nameConstraints = '2.5.29.30'
/** Key usage, names, policies (which restrict nobody who asks for none), purposes. */
const known: ReadonlySet<string> = new Set([
  basicConstraints,
  nameConstraints,
  '2.5.29.15',
  '2.5.29.17',
  '2.5.29.32',
  '2.5.29.37',
])
/** RFC 5280 §4.2.1.6. */
const dnsName = 2
const ipAddress = 7

/**
 * Reads how long a path below an authority may be (§4.2.1.9) and for which names (§4.2.1.10). An authority with limits
 * that are not known here, or with limits for anything but host names and addresses, may sign nothing.
 *
 * @throws where the certificate cannot be read
 */
export function signingLimits(authority: X509Certificate): SigningLimits {
  const { extensions = [] } = Certificate.fromBER(authority.raw)
  const [basic, names] = [basicConstraints, nameConstraints].map(
    (id): unknown => extensions.find(({ extnID }) => extnID === id)?.parsedValue,
  )
  const isReadable = extensions.every(({ extnID, critical }) => !critical || known.has(extnID))
  const longest = basic instanceof BasicConstraints ? basic.pathLenConstraint : undefined
  // What is larger than a number can say limits nothing, and is said by nobody.
  const mostBelow = longest === undefined ? Number.POSITIVE_INFINITY : typeof longest === 'number' ? longest : 0
  const rules = names instanceof NameConstraints ? names : null
  const hasUnreadNames = extensions.some(({ extnID }) => extnID === nameConstraints) && rules === null
  return {
    allow(path) {
      const below = path.slice(1).filter(({ subject, issuer }) => subject !== issuer).length
      return isReadable && !hasUnreadNames && below <= mostBelow && (rules === null || fitNames(path[0], rules))
    },
  }
}

function fitNames(own: X509Certificate | undefined, { permittedSubtrees = [], excludedSubtrees = [] }: NameConstraints): boolean {
  const all = [...permittedSubtrees, ...excludedSubtrees]
  if (own === undefined || !all.every(({ base }) => base.type === dnsName || base.type === ipAddress)) return false
  return namesOf(own).every((name) => {
    const type = isIP(name) === 0 ? dnsName : ipAddress
    const ofType = (subtrees: readonly GeneralSubtree[]) => subtrees.filter(({ base }) => base.type === type)
    const permitted = ofType(permittedSubtrees)
    if (ofType(excludedSubtrees).some(({ base }) => isWithin(name, base))) return false
    return permitted.length === 0 || permitted.some(({ base }) => isWithin(name, base))
  })
}

/** The hosts that a certificate is for, as Node tells them. */
function namesOf({ subjectAltName = '' }: X509Certificate): readonly string[] {
  return [...subjectAltName.matchAll(/(?:DNS|IP Address):([^,"\s]+)/g)].map(([, name = '']) => name.toLowerCase())
}

function isWithin(name: string, { type, value }: GeneralName): boolean {
  if (type === ipAddress) return isInNetwork(name, new Uint8Array(value.valueBlock.valueHex))
  const domain = String(value).toLowerCase().replace(/^\./, '')
  return domain === '' || name === domain || name.endsWith(`.${domain}`)
}

/** An address and its mask stand one after the other. */
function isInNetwork(name: string, octets: Uint8Array): boolean {
  const address = ipaddr.parse(name).toByteArray()
  if (octets.length !== 2 * address.length) return false
  return address.every((byte, index) => ((byte ^ (octets[index] ?? 0)) & (octets[index + address.length] ?? 0)) === 0)
}
