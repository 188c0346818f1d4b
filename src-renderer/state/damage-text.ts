import type { VerifiedFile } from '../../src-preload/contract/index.ts'
import { assertNever } from '../ui/assert-never.ts'
import type { Format } from '../ui/format/index.ts'
import { episodeErrorText } from './error-text.ts'
import type { Text } from './use-text.ts'

/** What is wrong with a file, in a few words; empty where nothing is. */
export function damageText(t: Text, format: Format, file: VerifiedFile): string {
  const { status, bytesOnDisk, bytesTotal, damagedBytes, error } = file
  const total = format.bytes(bytesTotal ?? 0)
  switch (status) {
    case 'missing':
      return t('common:verified.missing')
    case 'size':
      return t('common:verified.size', { actual: format.bytes(bytesOnDisk ?? 0), expected: total })
    case 'damaged':
      return t('common:verified.damaged', { damaged: format.bytes(damagedBytes), total })
    case 'unreadable':
      return error === null ? '' : episodeErrorText(t, error).what
    case 'ok':
    case 'unknown':
    case 'unfinished':
      return ''
    default:
      return assertNever(status)
  }
}
