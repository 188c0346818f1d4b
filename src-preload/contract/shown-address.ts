/** Names of query parameters whose values open a door: tokens, signatures, keys, passwords. */
const secretParameters =
  /^(?:.*[-_.])?(?:token|sig|signature|key|apikey|secret|pass|password|passwd|pwd|auth|authorization|session|sid|credential|credentials|policy|jwt|code|hash|hmac|otp)$/i
const hidden = '…'
/** `name:password@` behind a scheme. */
const behindScheme = /(?<=[a-z0-9+.-]:\/\/)[^\s/?#"'<>\\]*@/gi
/** What may hold `name:password@` without one: all of a word in front of the host. No part of a word is looked at twice. */
const beforeHost = /(?<![^\s/?#"'<>@\\])[^\s/?#"'<>@\\]+@(?=[\w[])/g
/** Where in it that begins: with the word, if this follows a blank or a quote, or behind a sign that goes before a value. */
const atWord = /(?:^|[=(,])[^:=(,]+:(?=.)/
/** The part of a mail address in front of its host is no user name of anything. */
const mailbox = /^mailto:[^:]+@$/i
const withinWord = /[=(,][^:=(,]+:(?=.)/

/** An address as it may be shown: without user name and password (RFC 9110 §4.2.4). */
export function withoutCredentials(address: string): string {
  if (!address.includes('@')) return address
  const url = URL.parse(address)
  if (url === null || (url.username === '' && url.password === '')) return address
  url.username = ''
  url.password = ''
  return url.href
}

/**
 * Any text without what the addresses in it hold as user name and password, whether or not they could be read as such. In
 * time that grows with its length, whatever it is.
 */
export function textWithoutCredentials(text: string): string {
  if (!text.includes('@')) return text
  return text.replace(behindScheme, '').replace(beforeHost, (found: string, at: number, whole: string) => {
    if (mailbox.test(found)) return found
    const isWord = at === 0 || /[\s"'<]/.test(whole.charAt(at - 1))
    const begin = (isWord ? atWord : withinWord).exec(found.slice(0, -1))
    if (begin === null) return found
    return found.slice(0, begin.index) + (/^[=(,]/.exec(begin[0])?.[0] ?? '')
  })
}

/**
 * An address as it may leave the program in a report: without user name, password and fragment, and with the values of
 * parameters that are secrets by their names hidden. What identifies the file stays.
 */
export function reportAddress(address: string): string {
  const url = URL.parse(address)
  if (url === null) return address
  url.username = ''
  url.password = ''
  url.hash = ''
  if (url.search === '') return url.href
  const [path = ''] = url.href.split('?', 1)
  const shown = url.search
    .slice(1)
    .split('&')
    .map((pair) => {
      const [name = ''] = pair.split('=', 1)
      return name !== pair && secretParameters.test(decoded(name)) ? `${name}=${hidden}` : pair
    })
  return `${path}?${shown.join('&')}`
}

/** Bytes that are no UTF-8 stay as they are written. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
