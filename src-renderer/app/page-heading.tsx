import { sessionOf } from '../state/live-store.ts'
import { queueName } from '../state/queue-name.ts'
import { useLive, useView } from '../state/use-core.tsx'
import { useFormat, useText } from '../state/use-text.ts'

/** Names what the table shows, for those who move by headings; the window's title tells what goes on as well. */
export function PageHeading() {
  const t = useText()
  const { view, directory, queueId, sessionId } = useView((state) => state.query)
  const queue = useLive((state) => state.queues.find(({ id }) => id === queueId) ?? null)
  const session = useLive(sessionOf(sessionId))
  const page = useView((state) => state.page)
  const shown = directory ?? session?.name ?? (queue === null ? t(`common:view.${view}`) : queueName(t, queue))
  const name = page === 'list' ? shown : t(`${page}:title`)
  const news = useNews()
  return (
    <>
      <title>{[...news, name, t('common:appName')].join(' – ')}</title>
      <h1 className="visually-hidden">{name}</h1>
    </>
  )
}

/** What someone wants to know who sees only the title: nothing, or one thing. */
function useNews(): readonly string[] {
  const t = useText()
  const format = useFormat()
  const isOffline = useLive(({ connection }) => connection === 'lost' || connection === 'denied')
  const { isPaused, active } = useLive(({ stats }) => ({ isPaused: stats?.paused ?? false, active: stats?.slots.active ?? 0 }))
  if (isOffline) return [t('common:pageTitle.offline')]
  if (isPaused) return [t('common:pageTitle.paused')]
  return active > 0 ? [t('common:pageTitle.active', { count: active, formatted: format.count(active) })] : []
}
