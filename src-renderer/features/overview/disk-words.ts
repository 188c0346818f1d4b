import type { DiskOutlook } from '../../../src-preload/contract/index.ts'
import type { Text } from '../../state/use-text.ts'
import { assertNever } from '../../ui/assert-never.ts'
import type { Format } from '../../ui/format/index.ts'

/** How the rest of the list fits on a disk, in one sentence. `now`: milliseconds since the epoch. */
export function outlookWords(t: Text, format: Format, disk: DiskOutlook, now: number): string {
  const { outlook, freeBytes, reserveBytes, neededBytes, estimatedBytes, fullAt } = disk
  const left = (freeBytes ?? 0) - reserveBytes - neededBytes - (estimatedBytes ?? 0)
  const about = (estimatedBytes ?? 0) > 0
  switch (outlook) {
    case 'missing':
      return t('overview:disk.missing')
    case 'unknown':
      return t('overview:disk.unknown')
    case 'enough':
      if (neededBytes === 0 && !about) return t('overview:disk.nothing')
      return t(about ? 'overview:disk.enoughAbout' : 'overview:disk.enough', { left: format.bytes(Math.max(0, left)) })
    case 'full': {
      const missing = { missing: format.bytes(-left) }
      if ((freeBytes ?? 0) <= reserveBytes) return t('overview:disk.full', missing)
      if (fullAt === null) return t(about ? 'overview:disk.tooLittleAbout' : 'overview:disk.tooLittle', missing)
      return t(about ? 'overview:disk.fullInAbout' : 'overview:disk.fullIn', { ...missing, time: format.relative(fullAt, now) })
    }
    default:
      return assertNever(outlook)
  }
}

/** What the list still has to bring; null where that is nothing. */
export function neededWords(t: Text, format: Format, { neededBytes, unknownFiles, estimatedBytes }: DiskOutlook): string | null {
  const files = { count: unknownFiles, formatted: format.count(unknownFiles) }
  const known = neededBytes > 0 ? format.bytes(neededBytes) : null
  if (unknownFiles === 0) return known === null ? null : t('overview:disk.only', { rest: known })
  const rest =
    estimatedBytes === null
      ? t('overview:disk.unknownFiles', files)
      : t('overview:disk.estimated', { ...files, size: format.bytes(estimatedBytes) })
  return known === null ? t('overview:disk.only', { rest }) : t('overview:disk.both', { known, rest })
}

/** Parts of the bar in percent of the disk, from the left: taken by anything, still to come, kept free. */
export function diskParts({ freeBytes, totalBytes, reserveBytes, neededBytes, estimatedBytes }: DiskOutlook) {
  if (freeBytes === null || totalBytes === null || totalBytes === 0) return null
  const percent = (bytes: number) => Math.min(100, Math.max(0, (100 * bytes) / totalBytes))
  const free = percent(freeBytes)
  const needed = Math.min(free, percent(neededBytes + (estimatedBytes ?? 0)))
  return { taken: 100 - free, needed, reserve: Math.min(free - needed, percent(reserveBytes)) }
}
