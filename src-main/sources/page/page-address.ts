import mime from 'mime'

/** Names of files that are pages, beside those whose media type says so. */
const pageEnds = new Set([
  'asp',
  'aspx',
  'cfm',
  'cgi',
  'do',
  'htm',
  'html',
  'jsp',
  'jspx',
  'php',
  'php5',
  'phtml',
  'pl',
  'shtml',
  'xhtml',
])
const pageTypes = new Set(['text/html', 'application/xhtml+xml'])
/** What says who is reading, or from where, and not what is read. */
const visitorParameter = /^(?:(?:php|j|asp\.net_?)?sess(?:ion)?_?id|sid|cfid|cftoken|osCsid|zenid|utm_[a-z]+|fbclid|gclid)$/i
/** Sites that mean well have shorter addresses, and shallower ones. */
const longestAddress = 2_000
const deepestPath = 30

/** Whether there may be a page behind it: nothing says that it is a file. */
export function mayBePage(url: URL, type: string): boolean {
  if (type !== '') return pageTypes.has(type)
  const name = url.pathname.slice(url.pathname.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  if (dot < 1) return true
  const end = name.slice(dot + 1).toLowerCase()
  const guess = pageEnds.has(end) ? null : mime.getType(end)
  return guess === null || pageTypes.has(guess)
}

/** The same for addresses that lead to the same page: parameters in any order, without those of the visitor. */
export function pageKey(url: URL): string {
  const path = url.pathname.replace(/;(?:jsessionid|sid|phpsessid)=[^/;]*/gi, '')
  const parameters = new URLSearchParams([...url.searchParams].filter(([name]) => !visitorParameter.test(name)))
  parameters.sort()
  return `${url.origin}${path}?${parameters}`
}

/** Whether an address looks as if a site made it up while it was read: too long, too deep, or going in circles. */
export function isEndless(url: URL): boolean {
  if (url.href.length > longestAddress) return true
  const parts = url.pathname.split('/').filter((part) => part !== '')
  return parts.length > deepestPath || goesInCircles(parts)
}

/** Whether the same parts follow each other three times. */
function goesInCircles(parts: readonly string[]): boolean {
  for (let length = 1; length * 3 <= parts.length; length += 1) {
    let same = 0
    for (let index = length; index < parts.length; index += 1) {
      same = parts[index] === parts[index - length] ? same + 1 : 0
      if (same === length * 2) return true
    }
  }
  return false
}
