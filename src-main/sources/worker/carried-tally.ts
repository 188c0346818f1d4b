import type { Carried } from '../../../src-preload/contract/index.ts'
import type { CarriedTerms } from '../source.ts'

/** Different ones that are told of and looked for. */
const most = 200

interface Tallied {
  readonly kind: Carried['kind']
  readonly name: string | null
  readonly value: string | number | boolean
  count: number
  isSame: boolean
}

/** Counts what entries carry for their job, and whether it is the same each time. */
export class CarriedTally {
  /** In the order in which they came; headers by their names in lower case. */
  readonly #tallied = new Map<string, Tallied>()

  /** `count`: of entries that carry exactly these. */
  add({ headers = {}, connections, startPaused }: CarriedTerms, count = 1): void {
    for (const [name, value] of Object.entries(headers)) this.#count('header', name, value, count)
    if (connections !== undefined) this.#count('connections', null, connections, count)
    if (startPaused !== undefined) this.#count('startPaused', null, startPaused, count)
  }

  /** What each of so many entries carries, and all alike. */
  shared(total: number): CarriedTerms {
    const shared = [...this.#tallied.values()].filter((tallied) => isShared(tallied, total))
    const headers = shared.flatMap(({ name, value }) => (name === null ? [] : [[name, String(value)] as const]))
    const settings = shared.flatMap(({ kind, value }) => (kind === 'header' ? [] : [[kind, value] as const]))
    return { ...Object.fromEntries(settings), ...(headers.length > 0 && { headers: Object.fromEntries(headers) }) }
  }

  told(total: number): Carried[] {
    return [...this.#tallied.values()].map((tallied) => {
      const { kind, name, count } = tallied
      return { kind, name, candidates: count, isShared: isShared(tallied, total) }
    })
  }

  #count(kind: Carried['kind'], name: string | null, value: Tallied['value'], count: number): void {
    const key = name === null ? kind : `header ${name.toLowerCase()}`
    const before = this.#tallied.get(key)
    if (before !== undefined) {
      before.count += count
      before.isSame &&= before.value === value
      // What comes later is not carried by all: it can only be told of.
    } else if (this.#tallied.size < most) this.#tallied.set(key, { kind, name, value, count, isSame: true })
  }
}

function isShared({ count, isSame }: Tallied, total: number): boolean {
  return isSame && count === total
}
