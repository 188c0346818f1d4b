/** How an XML document begins: its root's name, and whether a DOCTYPE before it declares entities. */
export interface DocumentRoot {
  /** Lower case, without its prefix. */
  readonly name: string
  readonly declaresEntities: boolean
}

/** Null where a text does not begin as XML does (XML 1.0 §2.8); white space and a byte order mark in front are forgiven. */
export function documentRoot(text: string): DocumentRoot | null {
  let at = 0
  let declaresEntities = false
  for (;;) {
    at = afterSpace(text, at)
    if (text.startsWith('<?', at)) at = after(text, '?>', at)
    else if (text.startsWith('<!--', at)) at = after(text, '-->', at + 4)
    else if (/^<!doctype/i.test(text.slice(at, at + 9))) {
      const end = doctypeEnd(text, at)
      declaresEntities ||= text.slice(at, end).includes('<!ENTITY')
      at = end
    } else break
  }
  const tag = /^<(?:[\w.-]{1,100}:)?([\w.-]{1,100})[\s/>]/.exec(text.slice(at, at + 300))
  return tag?.[1] === undefined ? null : { name: tag[1].toLowerCase(), declaresEntities }
}

function afterSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && /[\s\uFEFF]/.test(text.charAt(at))) at += 1
  return at
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  return found === -1 ? text.length : found + mark.length
}

/** A quoted text of it may hold any sign, and its internal subset may hold `>`. */
function doctypeEnd(text: string, from: number): number {
  let quote: string | null = null
  let depth = 0
  for (let at = from + 1; at < text.length; at += 1) {
    const sign = text.charAt(at)
    if (quote !== null) {
      if (sign === quote) quote = null
    } else if (text.startsWith('<!--', at)) at = after(text, '-->', at + 4) - 1
    else if (sign === '"' || sign === "'") quote = sign
    else if (sign === '[' || sign === '<') depth += 1
    else if (sign === ']') depth -= 1
    else if (sign === '>') {
      if (depth === 0) return at + 1
      depth -= 1
    }
  }
  return text.length
}
