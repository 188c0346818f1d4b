import { type FileStatus, mostDamagedRanges, type VerifiedFile } from '../../src-preload/contract/index.ts'
import { assertNever } from './assert-never.ts'
import type { FileFinding } from './ports.ts'
import type { CheckedFile } from './verify-files.ts'
import { checksumView } from './views.ts'

/** What was found of a file, as the interface tells it. `finding` null: the episode is not finished. */
export function verifiedFile(file: CheckedFile, finding: FileFinding | null, repair: VerifiedFile['repair']): VerifiedFile {
  const { id, jobId, index, title, path, bytesTotal, origin } = file
  const status = statusOf(finding, bytesTotal)
  const ranges = damagedIn(finding, bytesTotal)
  return {
    id,
    jobId,
    index,
    title,
    removed: origin.kind === 'left',
    path,
    status,
    bytesTotal,
    bytesOnDisk: bytesOnDisk(finding, bytesTotal),
    damaged: ranges.slice(0, mostDamagedRanges),
    damagedBytes: ranges.reduce((sum, { start, end }) => sum + end - start + 1, 0),
    checksum: checksumOf(file, finding),
    error: finding?.kind === 'unreadable' ? { ...finding.failure } : null,
    repair,
  }
}

function statusOf(finding: FileFinding | null, bytesTotal: number | null): FileStatus {
  if (finding === null) return 'unfinished'
  switch (finding.kind) {
    case 'damaged':
      return finding.bytesOnDisk === bytesTotal ? 'damaged' : 'size'
    case 'ok':
    case 'missing':
    case 'unknown':
    case 'unreadable':
      return finding.kind
    case 'stopped':
      // An answer is only made of looks that came to their end.
      throw new Error('a look that was broken off tells nothing')
    default:
      return assertNever(finding)
  }
}

function damagedIn(finding: FileFinding | null, bytesTotal: number | null): { start: number; end: number }[] {
  const whole = bytesTotal === null || bytesTotal === 0 ? [] : [{ start: 0, end: bytesTotal - 1 }]
  if (finding?.kind === 'missing') return whole
  if (finding?.kind !== 'damaged') return []
  return finding.segments?.filter(({ done }) => done === 0).map(({ start, end }) => ({ start, end })) ?? whole
}

function bytesOnDisk(finding: FileFinding | null, bytesTotal: number | null): number | null {
  if (finding?.kind === 'damaged') return finding.bytesOnDisk
  return finding?.kind === 'ok' || finding?.kind === 'unknown' ? bytesTotal : null
}

/** The digest that this look has found, not the one of the day of the download. */
function checksumOf({ expected, actualChecksum }: CheckedFile, finding: FileFinding | null): VerifiedFile['checksum'] {
  const hasLooked = finding?.kind === 'ok' || finding?.kind === 'damaged'
  return checksumView({ checksum: expected, part: null, actualChecksum: hasLooked ? finding.actualChecksum : actualChecksum })
}
