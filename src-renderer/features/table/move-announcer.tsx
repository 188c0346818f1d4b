import { queueName } from '../../state/queue-name.ts'
import { useLive, useView } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { assertNever } from '../../ui/assert-never.ts'

/** Says where jobs were moved, to those who do not see it. */
export function MoveAnnouncer() {
  return (
    <div role="status" className="visually-hidden">
      {useMoveText()}
    </div>
  )
}

function useMoveText(): string {
  const t = useText()
  const format = useFormat()
  const news = useView((state) => state.moveNews)
  const queues = useLive((state) => state.queues)
  if (news === null) return ''
  switch (news.kind) {
    case 'moved': {
      const counted = { count: news.count, formatted: format.count(news.count) }
      if (news.position === null) return t('table:move.movedMany', counted)
      return t('table:move.movedTo', { position: format.count(news.position) })
    }
    case 'queued': {
      const name = queueName(t, queues.find(({ id }) => id === news.queueId) ?? { name: '' })
      return t('table:move.queued', { count: news.count, formatted: format.count(news.count), name })
    }
    case 'unsorted':
    case 'cancelled':
      return t(`table:move.${news.kind}`)
    default:
      return assertNever(news)
  }
}
