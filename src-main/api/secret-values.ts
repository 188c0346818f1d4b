import { type ErrorParams, textWithoutCredentials } from '../../src-preload/contract/index.ts'

/** Under these names an input carries secrets: cookies, passwords, tokens, and texts that hold such. A user name may be both in one. */
const secretNames: ReadonlySet<PropertyKey> = new Set(['value', 'secret', 'password', 'username', 'cookiesText', 'text', 'input'])
const hidden = '…'
/** No input of the contract is as deep; whatever lies below is not said back. */
const deepest = 50

/**
 * A value of an input as it may be said back: what is wrong with a secret is said without it, for the answer may end in a
 * log of whoever asked. Addresses stand without user name and password. `path`: where the value stands in the input.
 */
export function withoutSecrets(value: unknown, path: readonly PropertyKey[]): unknown {
  const [root] = path
  const last = path.at(-1)
  const isNamed = last !== undefined && secretNames.has(last)
  // Of headers each value may be one; of cookies all that is no field of one may be anything.
  const isLoose =
    root === 'headers' ||
    (root === 'job' && path[1] === 'headers') ||
    (root === 'cookies' && (path.length === 1 || typeof last === 'number'))
  if (value === undefined || value === null) return value
  if (isNamed || (isLoose && typeof value !== 'object') || path.length > deepest) return hidden
  if (typeof value === 'string') return textWithoutCredentials(value)
  if (typeof value !== 'object') return value
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  const shown = entries.map(([key, entry]) => [key, withoutSecrets(entry, [...path, key])] as const)
  return Array.isArray(value) ? shown.map(([, entry]) => entry) : Object.fromEntries(shown)
}

/** What a refusal says, its addresses without user name and password. */
export function paramsWithoutCredentials(params: ErrorParams): ErrorParams {
  const shown: ErrorParams = JSON.parse(JSON.stringify(params), (_key, value: unknown) =>
    typeof value === 'string' ? textWithoutCredentials(value) : value,
  )
  return shown
}
