import type { FileStatus, VerifiedFile, VerifyAnswer } from '../../src-preload/contract/index.ts'

/** Files the window tells of by name; all are counted and all can be repaired. */
const namedFiles = 100
const wrong: readonly FileStatus[] = ['damaged', 'size', 'missing', 'unreadable']
const repairable: readonly FileStatus[] = ['damaged', 'size', 'missing']

/** What came out for all the files that were looked at. */
export interface Verified {
  readonly checked: number
  /** Of these nothing but the size could be compared. */
  readonly unknown: number
  /** How many are not what they should be. */
  readonly wrong: number
  /** Of these, those that are no longer in the list: there is nothing to repair them by. */
  readonly removed: number
  /** The first of these. */
  readonly named: readonly VerifiedFile[]
  /** Ids of those that can be fetched again. */
  readonly repairable: readonly string[]
}

export const nothingVerified: Verified = { checked: 0, unknown: 0, wrong: 0, removed: 0, named: [], repairable: [] }

export function withPage(before: Verified, { items }: Pick<VerifyAnswer, 'items'>): Verified {
  const finished = items.filter(({ status }) => status !== 'unfinished')
  const bad = finished.filter(({ status }) => wrong.includes(status))
  const hopeful = bad.filter(({ status, removed }) => repairable.includes(status) && !removed)
  return {
    checked: before.checked + finished.length,
    unknown: before.unknown + finished.filter(({ status }) => status === 'unknown').length,
    wrong: before.wrong + bad.length,
    removed: before.removed + bad.filter(({ removed }) => removed).length,
    named: [...before.named, ...bad].slice(0, namedFiles),
    repairable: [...before.repairable, ...hopeful.map(({ id }) => id)],
  }
}

/** What became of repairs. */
export interface Repaired {
  readonly repaired: number
  readonly failed: number
  readonly pending: number
}

export function withRepairs(before: Repaired, { items }: Pick<VerifyAnswer, 'items'>): Repaired {
  const count = (result: NonNullable<VerifiedFile['repair']>['result']) =>
    items.filter(({ repair }) => repair?.result === result).length
  // What turned out to be right in the meantime needs no repair any more.
  const right = items.filter(({ status }) => status === 'ok').length
  return {
    repaired: before.repaired + count('repaired') + right,
    failed: before.failed + count('failed'),
    pending: before.pending + count('pending'),
  }
}
