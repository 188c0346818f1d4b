import type { z } from 'zod'
import type { InputIssue } from '../../src-preload/contract/index.ts'
import { assertNever } from '../queue/assert-never.ts'
import { type AdmittedValues, admittedAt } from './schema-range.ts'
import { withoutSecrets } from './secret-values.ts'

type JsonValue = NonNullable<InputIssue['value']> | null

/** Characters of a refused value that are shown. */
const maximumShown = 2_000

/**
 * What was wrong with an input, one entry for each bad value, in the order in which the schema met them.
 *
 * `path` is dotted (`episodes.3.url`) and empty for the whole input; `value` stands as it was sent, without secrets, cut
 * at 2,000 characters; `reason` is `missing`, `type`, `unknown` (no such key), `option`, `format`, `minimum`, `maximum`,
 * `step`, or what the contract gives a rule of its own. A number's range and a choice's options come along.
 */
export function inputIssues(issues: readonly z.core.$ZodIssue[], input: unknown, schema: unknown): InputIssue[] {
  return issues.flatMap((issue) => convert(issue, [], input, schema))
}

function convert(issue: z.core.$ZodIssue, parents: readonly PropertyKey[], input: unknown, schema: unknown): InputIssue[] {
  const path = [...parents, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => entry([...path, key], input, 'unknown'))
  }
  if (issue.code === 'invalid_union') {
    const branch = closestBranch(issue.errors)
    if (branch !== null) return withoutRepeats(branch.flatMap((inner) => convert(inner, path, input, schema)))
  }
  if (issue.code === 'invalid_key') {
    const reason = issue.issues.map(reasonOf)[0] ?? 'format'
    return [{ path: dotted(path), value: shown(path.at(-1)), reason }]
  }
  if (issue.code === 'invalid_element') return issue.issues.flatMap((inner) => convert(inner, path, input, schema))
  return [entry(path, input, reasonOf(issue), { ...boundsOf(issue), ...admittedAt(schema, path) })]
}

function entry(path: readonly PropertyKey[], input: unknown, reason: string, admitted: AdmittedValues = {}): InputIssue {
  const { minimum, maximum, options } = admitted
  const reached = walk(input, path)
  const value = shown(withoutSecrets(reached.value, reached.path))
  return {
    path: dotted(reached.path),
    ...(value === undefined ? {} : { value }),
    reason: value === undefined && reason === 'type' ? 'missing' : reason,
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(options === undefined ? {} : { options: [...options] }),
  }
}

function reasonOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_union':
    case 'invalid_element':
      return 'type'
    case 'invalid_value':
      return 'option'
    case 'invalid_format':
    case 'invalid_key':
      return 'format'
    case 'too_small':
      return 'minimum'
    case 'too_big':
      return 'maximum'
    case 'not_multiple_of':
      return 'step'
    case 'unrecognized_keys':
      return 'unknown'
    case 'custom':
      return typeof issue.params?.reason === 'string' ? issue.params.reason : issue.message
    default:
      return assertNever(issue)
  }
}

/** The bounds the issue itself names: of a number's value, a text's length or a list's length. */
function boundsOf(issue: z.core.$ZodIssue): AdmittedValues {
  if (issue.code === 'too_small') return { minimum: Number(issue.minimum) }
  if (issue.code === 'too_big') return { maximum: Number(issue.maximum) }
  if (issue.code === 'invalid_value')
    return { options: issue.values.filter((value) => typeof value !== 'bigint' && isJson(value)) }
  return {}
}

/** Of a union's alternatives the one that was meant: the first whose type fits at the root, else the first. */
function closestBranch(branches: readonly (readonly z.core.$ZodIssue[])[]) {
  const fits = (branch: readonly z.core.$ZodIssue[]) =>
    !branch.some((issue) => issue.path.length === 0 && issue.code === 'invalid_type')
  return branches.find(fits) ?? branches[0] ?? null
}

/** As far as the path leads into what was really sent: a text that the schema split stays one value. */
function walk(input: unknown, path: readonly PropertyKey[]): { value: unknown; path: readonly PropertyKey[] } {
  let value = input
  for (const [depth, key] of path.entries()) {
    if (typeof value === 'string') return { value, path: path.slice(0, depth) }
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return { value: undefined, path }
    value = Reflect.get(value, key)
  }
  return { value, path }
}

function dotted(path: readonly PropertyKey[]): string {
  return path.map(String).join('.')
}

/** The value as JSON carries it; what is too long becomes the beginning of its text. */
function shown(value: unknown): JsonValue | undefined {
  if (typeof value === 'string') return cut(value)
  if (typeof value === 'boolean' || value === null || (typeof value === 'number' && Number.isFinite(value))) return value
  if (typeof value === 'object') {
    const text = JSON.stringify(value)
    return text.length > maximumShown ? cut(text) : JSON.parse(text)
  }
  return value === undefined ? undefined : String(value)
}

function cut(text: string): string {
  return text.length > maximumShown ? text.slice(0, maximumShown).toWellFormed() : text
}

function isJson(value: unknown): value is string | number | boolean | null {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** A text that the schema splits can be refused once for each of its parts. */
function withoutRepeats(issues: readonly InputIssue[]): InputIssue[] {
  const seen = new Set<string>()
  return issues.filter((issue) => {
    const key = `${issue.path}\0${issue.reason}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
