import robotsParser from 'robots-parser'
import type { SourceTools } from '../source.ts'

/** How robots' rules call us (RFC 9309 §2.2.1). */
const productToken = 'Staffel'
/** What a parser has to read at least (RFC 9309 §2.5), and all that this one does. */
const mostBytes = 512_000
/** No path is longer than a page's address may be; a longer rule only costs time. */
const longestLine = 2_000

/**
 * A rule with a star is compared with an address at every place of it: characters of such rules times characters of an address,
 * about a second's worth. Only rules that are made to waste time come near it.
 */
const mostComparisons = 100_000_000

interface Rules {
  allow(url: URL): boolean
}

const everything: Rules = { allow: () => true }
const nothing: Rules = { allow: () => false }

/**
 * What servers ask robots not to read (RFC 9309). Each server is asked once; where it sends us elsewhere for its rules, they are
 * read there (§2.3.1.2).
 */
export class Robots {
  readonly #fetch: SourceTools['fetch']
  readonly #rules = new Map<string, Promise<Rules>>()

  constructor(fetch: SourceTools['fetch']) {
    this.#fetch = fetch
  }

  async allow(url: URL): Promise<boolean> {
    let rules = this.#rules.get(url.origin)
    if (rules === undefined) {
      rules = this.#read(url.origin)
      this.#rules.set(url.origin, rules)
    }
    return (await rules).allow(url)
  }

  /**
   * No rules where the server says that it has none; none of its pages where it could not be asked (§2.3.1.3, §2.3.1.4), or says
   * that it has no time.
   */
  async #read(origin: string): Promise<Rules> {
    const address = `${origin}/robots.txt`
    const answer = await this.#fetch({ url: address, wants: 'body', mostBytes })
    if (answer.kind === 'failed') return nothing
    const { status, text } = answer.material
    if (status >= 500 || status === 429) return nothing
    if (status >= 300 || text === null) return everything
    const lines = text.split(/\r\n|\r|\n/).filter((line) => line.length <= longestLine)
    const parser = robotsParser(address, lines.join('\n'))
    const starred = lines.reduce((sum, line) => sum + (line.includes('*') ? line.length : 0), 0)
    return {
      // Rules that nobody can weigh are as good as rules that could not be had.
      allow: (url) => starred * url.href.length <= mostComparisons && parser.isAllowed(url.href, productToken) !== false,
    }
  }
}
