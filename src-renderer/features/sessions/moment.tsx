import { useNow } from '../../state/use-now.ts'
import { useFormat } from '../../state/use-text.ts'

/** A moment by how far it is from now; its date is the tooltip. */
export function Moment({ iso }: { readonly iso: string }) {
  const format = useFormat()
  const now = useNow()
  return (
    <time dateTime={iso} title={format.dateTime(iso)}>
      {format.relative(iso, now)}
    </time>
  )
}
