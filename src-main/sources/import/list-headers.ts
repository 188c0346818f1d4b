import { headersSchema, type ImportProblem, type SkipReason } from '../../../src-preload/contract/index.ts'
import { CurlHeaders } from '../../sessions/import/curl-headers.ts'
import type { Finding } from '../source.ts'
import type { OnceTold } from './once-told.ts'

/** More than any server reads. */
const mostFields = 100
/** Of all fields of an entry together; servers refuse a fraction of it. Characters. */
const mostCharacters = 65_536

const reasons: Readonly<Partial<Record<ImportProblem['reason'], SkipReason>>> = {
  fromFile: 'unreadable',
  badHeader: 'badValue',
  ownHeader: 'unknownField',
}

/** The header fields of one entry of a list, cookies among them; of what is left out the name is told, and never a value. */
export class ListHeaders {
  readonly #told: OnceTold
  readonly #problems: ImportProblem[] = []
  #fields = new CurlHeaders(this.#problems)
  #count = 0

  constructor(told: OnceTold) {
    this.#told = told
  }

  /** `Name: value`; `shown` stands before the name where it is left out. */
  *field(text: string, shown: string, line: number): Generator<Finding> {
    if (this.#isRoomLeft()) this.#fields.take(text, line)
    else yield* this.#told.once(shown, 'limit', line)
    yield* this.#leftOut(shown, line)
  }

  *set(name: string, value: string, shown: string, line: number): Generator<Finding> {
    if (this.#isRoomLeft()) this.#fields.set(name, value, line)
    yield* this.#leftOut(shown, line)
  }

  cookies(text: string, line: number): void {
    if (this.#isRoomLeft()) this.#fields.cookieFields.push({ text, line })
  }

  /** Forgets all of them, as wget does at an empty `--header`. */
  clear(): void {
    this.#fields = new CurlHeaders(this.#problems)
  }

  /** Fit for a job; null where there are none, or more than can be meant. */
  record(): Readonly<Record<string, string>> | null {
    const cookies = this.#fields.cookieFields.map(({ text }) => text).join('; ')
    const fields = { ...this.#fields.record(), ...(cookies !== '' && { Cookie: cookies }) }
    const isUsable = headersSchema.safeParse(fields).success && JSON.stringify(fields).length <= mostCharacters
    return isUsable && Object.keys(fields).length > 0 ? fields : null
  }

  *#leftOut(shown: string, line: number): Generator<Finding> {
    for (const { name, reason } of this.#problems.splice(0)) {
      // What is no name may be a value.
      const isName = name !== null && name !== shown && /^[a-z][a-z0-9-]{0,60}$/i.test(name)
      const text = isName ? `${shown} ${name}` : shown
      yield* this.#told.once(text, reasons[reason] ?? 'badValue', line)
    }
  }

  #isRoomLeft(): boolean {
    return ++this.#count <= mostFields
  }
}
