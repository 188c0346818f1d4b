import type { Text } from '../../state/use-text.ts'
import type { Format } from '../../ui/format/index.ts'

/** How much there is of how much; one number where all is there, none where nothing is known. */
export function sizeText(
  t: Text,
  format: Format,
  item: { readonly bytesDone: number; readonly bytesTotal: number | null },
): string {
  const done = format.bytes(item.bytesDone)
  if (item.bytesTotal === null) return item.bytesDone === 0 ? t('table:unknownSize') : t('details:sizeUnknown', { done })
  const total = format.bytes(item.bytesTotal)
  return item.bytesDone === item.bytesTotal ? total : t('details:sizeOf', { done, total })
}
