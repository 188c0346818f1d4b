import type { SkipReason } from '../../../src-preload/contract/index.ts'

/** So much of a line tells what it is. */
const looked = 2_048

/** Why a line in which no usable address was found has none. */
export function lineProblem(content: string, hasAddress: boolean): SkipReason {
  if (hasAddress) return 'address'
  const start = content.slice(0, looked)
  if (/^[a-z][a-z0-9+.-]{0,30}:(?!\d)\S/i.test(start)) return 'scheme'
  // A name of a host without `https://`: which scheme is meant is the person's to say.
  return /^[\w-]+(\.[\w-]+)+([/:?#]\S*)?$/.test(start) ? 'address' : 'noLink'
}
