import { reportAddress } from './shown-address.ts'

/** A field of a head as it may leave the program; null for a value that is kept secret. */
interface ShownField {
  readonly name: string
  readonly value: string | null
}

type Fields = Readonly<Record<string, string | readonly string[] | undefined>>

/** What of a request this program says itself; whatever else stands there is the person's or a session's, and secret. */
const ownRequestFields = new Set(['accept-encoding', 'range', 'if-range', 'host', 'connection'])
const ownAgent = 'Staffel'
/** Fields of an answer that hold what opens a door, by their names. */
const secretFields =
  /cookie|authorization|authentication|authenticate|token|secret|session|signature|api-?key|csrf|xsrf|jwt|password|credential/i
/** Fields of an answer that hold addresses. */
const addressFields = /^(location|content-location|refresh|link|x-.*-url|x-original-uri|report-to|reporting-endpoints)$/i
/** Shorter values stand in many texts by chance. */
const leastSecret = 4

/** The head of a request: names all, values only where this program decides them. */
export function shownRequest(fields: Fields): ShownField[] {
  return Object.entries(fields).flatMap(([name, value]): ShownField[] => {
    const text = textOf(value)
    if (text === null) return []
    const isOwn = ownRequestFields.has(name.toLowerCase()) || (name.toLowerCase() === 'user-agent' && text === ownAgent)
    return [{ name, value: isOwn ? text : null }]
  })
}

/**
 * The head of an answer. Hidden is what is telling by its name, and whatever repeats a value of the request that is hidden:
 * servers echo what they were sent.
 */
export function shownResponse(fields: Fields, request: Fields): ShownField[] {
  const shown = new Set(shownRequest(request).flatMap(({ value }) => value ?? []))
  const secrets = Object.values(request)
    .flatMap((value) => textOf(value) ?? [])
    .filter((text) => !shown.has(text))
    .flatMap((text) => [text, ...text.split(/[\s;,=]+/)])
    .filter((text) => text.length >= leastSecret)
  return Object.entries(fields).flatMap(([name, value]): ShownField[] => {
    const text = textOf(value)
    if (text === null) return []
    const isSecret = secretFields.test(name) || secrets.some((secret) => text.includes(secret))
    return [{ name, value: isSecret ? null : addressFields.test(name) ? shownAddresses(text) : shownText(text) }]
  })
}

function textOf(value: Fields[string]): string | null {
  if (value === undefined) return null
  return typeof value === 'string' ? value : value.join(', ')
}

/** Absolute and relative addresses in a text, each as a report shows it; of relative ones the query is left out. */
function shownAddresses(text: string): string {
  return shownText(text).replace(/(^|[\s<"'(])([/?][^\s<>"']*?)\?[^\s<>"']*/g, '$1$2?…')
}

const shownText = (text: string) => text.replace(/[a-z][a-z0-9+.-]*:\/\/[^\s<>"']+/gi, (address) => reportAddress(address))
