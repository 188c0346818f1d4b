import type { CandidateFilter, CandidateKind } from '../../src-preload/contract/index.ts'
import { readNumber } from '../ui/format/read-number.ts'

/** What is filled in to filter by, as it is typed. */
export interface FilterFields {
  readonly text: string
  readonly expression: string
  /** Every kind where it is null. */
  readonly kind: CandidateKind | null
  /** Ends of names, with anything between them. */
  readonly extensions: string
  /** In megabytes. */
  readonly minSize: string
  readonly maxSize: string
  readonly from: string
  readonly to: string
  readonly limit: 'none' | 'first' | 'newest'
  readonly limitCount: string
  readonly isNew: boolean
}

export const noFilter: FilterFields = {
  text: '',
  expression: '',
  kind: null,
  extensions: '',
  minSize: '',
  maxSize: '',
  from: '',
  to: '',
  limit: 'none',
  limitCount: '',
  isNew: false,
}

export type FilterField = 'expression' | 'minSize' | 'maxSize' | 'from' | 'to' | 'limitCount'

export interface ReadFilter {
  readonly filter: CandidateFilter
  /** Fields that hold something else than they should: they filter nothing. */
  readonly wrong: ReadonlySet<FilterField>
}

const bytesPerMegabyte = 1_000_000

/** Reads what was filled in. `locale`: BCP 47, of the numbers. */
export function readFilter(fields: FilterFields, locale: string): ReadFilter {
  const wrong = new Set<FilterField>()
  const number = (field: Exclude<FilterField, 'expression'>, scale = 1): number | undefined => {
    const typed = fields[field].trim()
    if (typed === '') return undefined
    const value = readNumber(typed, locale)
    const scaled = value === null ? Number.NaN : Math.round(value * scale)
    const isWhole = scale !== 1 || value === scaled
    if (isWhole && Number.isSafeInteger(scaled) && scaled >= (scale === 1 ? 1 : 0)) return scaled
    wrong.add(field)
    return undefined
  }
  const text = fields.text.trim()
  const expression = isExpression(fields.expression) ? fields.expression : ''
  if (expression !== fields.expression) wrong.add('expression')
  const extensions = fields.extensions.split(/[\s,;|]+/).flatMap((end) => {
    const plain = end.replace(/^[*.]+/, '').toLowerCase()
    return plain === '' ? [] : [plain]
  })
  const limitCount = fields.limit === 'none' ? undefined : number('limitCount')
  const numbers = {
    minSize: number('minSize', bytesPerMegabyte),
    maxSize: number('maxSize', bytesPerMegabyte),
    from: number('from'),
    to: number('to'),
    first: fields.limit === 'first' ? limitCount : undefined,
    newest: fields.limit === 'newest' ? limitCount : undefined,
  }
  const filter: CandidateFilter = {
    ...(text !== '' && { text: text.slice(0, 500) }),
    ...(expression !== '' && { expression }),
    ...(fields.kind !== null && { kinds: [fields.kind] }),
    ...(extensions.length > 0 && { extensions: extensions.slice(0, 100) }),
    ...(fields.isNew && { isNew: true }),
  }
  for (const key of ['minSize', 'maxSize', 'from', 'to', 'first', 'newest'] as const) {
    const value = numbers[key]
    if (value !== undefined) filter[key] = value
  }
  return { filter, wrong }
}

function isExpression(text: string): boolean {
  if (text.length > 500) return false
  try {
    new RegExp(text, 'iu')
    return true
  } catch {
    return false
  }
}
