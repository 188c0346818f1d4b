import { laterRetriesSchema } from '../../../src-preload/contract/index.ts'

const { delaysMinutes } = laterRetriesSchema.shape
const { minValue, maxValue } = delaysMinutes.element
/** What one delay may be, in minutes, and how many there may be. */
export const delayRange = { minimum: minValue ?? 1, maximum: maxValue ?? Number.MAX_SAFE_INTEGER, most: 10 } as const

/** Reads delays in minutes that stand one after the other; null where one of them is no such number. */
export function readDelays(text: string): readonly number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
  const delays = parts.map((part) => (/^\d{1,6}$/.test(part) ? Number(part) : Number.NaN))
  const fits = delays.every((delay) => delay >= delayRange.minimum && delay <= delayRange.maximum)
  return fits && delays.length > 0 && delays.length <= delayRange.most ? delays : null
}
