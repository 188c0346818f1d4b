import { bareClaim, type CookieClaim } from './cookie-claim.ts'
import { expiryOf } from './expiry.ts'
import type { Gathering } from './gathering.ts'

type Entry = Readonly<Record<string, unknown>>

/**
 * Cookies as JSON: the list that EditThisCookie, Cookie-Editor and Puppeteer write, the `cookies` of Playwright's storage
 * state, Selenium's and Cookie Quick Manager's names for the same, or a plain `{name: value}`. Says which of the two it was.
 */
export function readJson(text: string, gathering: Gathering): 'json' | 'plain' {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    gathering.problem('notJson')
    return 'json'
  }
  const list = listOf(content)
  if (list !== null) {
    for (const [index, entry] of list.entries()) readEntry(entry, index + 1, gathering)
    return 'json'
  }
  if (!isEntry(content)) {
    gathering.problem('notJson')
    return 'json'
  }
  for (const [name, value] of Object.entries(content)) {
    const plain = scalar(value)
    if (plain === null) gathering.problem('notText', name)
    else gathering.add(bareClaim(name, plain), null)
  }
  return 'plain'
}

/** Null where it is no list of cookies. */
function listOf(content: unknown): readonly unknown[] | null {
  if (Array.isArray(content)) return content
  if (!isEntry(content)) return null
  const cookies = field(content, ['cookies'])
  if (Array.isArray(cookies)) return cookies
  return typeof nameOf(content) === 'string' && contentOf(content) !== undefined && domainOf(content) !== undefined
    ? [content]
    : null
}

function readEntry(entry: unknown, number: number, gathering: Gathering): void {
  if (!isEntry(entry)) return gathering.problem('notText', null, number)
  const name = nameOf(entry)
  if (typeof name !== 'string') return gathering.problem('noName', null, number)
  const value = scalar(contentOf(entry))
  if (value === null) return gathering.problem('notText', name, number)
  const domain = domainOf(entry)
  if (domain === undefined || domain === null) return gathering.add(bareClaim(name, value), number)
  if (typeof domain !== 'string') return gathering.problem('badDomain', name, number)
  const expiresMs = isTrue(field(entry, ['session'])) ? null : expiryOf(field(entry, expiryNames))
  if (expiresMs === undefined) return gathering.problem('badExpiry', name, number)
  gathering.add(claimOf(entry, name, value, domain, expiresMs), number)
}

function claimOf(entry: Entry, name: string, value: string, domain: string, expiresMs: number | null): CookieClaim {
  const host = hostOf(domain)
  const path = field(entry, ['path', 'Path raw'])
  const hostOnly = field(entry, ['hostOnly', 'This domain only raw'])
  return {
    name,
    value,
    domain: host,
    path: typeof path === 'string' ? path : '',
    expiresMs,
    secure: isTrue(field(entry, ['secure', 'isSecure', 'Send for raw'])),
    httpOnly: isTrue(field(entry, ['httpOnly', 'isHttpOnly', 'HTTP only raw'])),
    // Where nothing is said of it, the dot tells, as it does in browsers' own stores.
    hostOnly: hostOnly === undefined ? !host.startsWith('.') : isTrue(hostOnly),
    sameSite: sameSiteOf(field(entry, ['sameSite', 'SameSite raw'])),
  }
}

/** Cookie Quick Manager writes an address. */
function hostOf(domain: string): string {
  return domain.includes('://') ? (URL.parse(domain)?.hostname ?? domain) : domain
}

function sameSiteOf(text: unknown): CookieClaim['sameSite'] {
  if (typeof text !== 'string') return null
  switch (text.toLowerCase()) {
    case 'strict':
      return 'strict'
    case 'lax':
      return 'lax'
    case 'none':
    case 'no_restriction':
      return 'none'
    default:
      return null
  }
}

const nameOf = (entry: Entry): unknown => field(entry, ['name', 'Name raw'])
const contentOf = (entry: Entry): unknown => field(entry, ['value', 'Content raw'])
const domainOf = (entry: Entry): unknown => field(entry, ['domain', 'host', 'Host raw'])
const expiryNames = ['expirationDate', 'expires', 'expiry', 'Expires raw']

/** The first of the names that the entry has itself; what it inherits is none of its own. */
function field(entry: Entry, names: readonly string[]): unknown {
  const name = names.find((one) => Object.hasOwn(entry, one))
  return name === undefined ? undefined : entry[name]
}

function scalar(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

function isTrue(value: unknown): boolean {
  return value === true || value === 1 || (typeof value === 'string' && /^(?:true|1)$/i.test(value))
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
