import { useEffect, useState } from 'react'
import { sessionOf } from '../state/live-store.ts'
import { overallPercent } from '../state/overall-progress.ts'
import { queueName } from '../state/queue-name.ts'
import { useCore, useLive, useView } from '../state/use-core.tsx'
import { useFormat, useText } from '../state/use-text.ts'
import { titleNews } from './title-news.ts'

const titleMs = 1_000

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

function useNews(): readonly string[] {
  const t = useText()
  const format = useFormat()
  const isOffline = useLive(({ connection }) => connection === 'lost' || connection === 'denied')
  const { isPaused, active } = useLive(({ stats }) => ({ isPaused: stats?.paused ?? false, active: stats?.slots.active ?? 0 }))
  const percent = useOverallPercent()
  return titleNews(t, format, { isOffline, isPaused, active, percent })
}

/** As old as a second: a title that changes with every frame is noise. */
function useOverallPercent(): number | null {
  const { live } = useCore()
  const [percent, setPercent] = useState<number | null>(null)
  useEffect(() => {
    const timer = setInterval(() => setPercent(overallPercent(live.getState().running)), titleMs)
    return () => clearInterval(timer)
  }, [live])
  return percent
}
