import { X } from 'lucide-react'
import { wholeList } from '../../state/list-query.ts'
import { sessionOf } from '../../state/live-store.ts'
import { showSessions } from '../../state/show-page.ts'
import { useCore, useLive, useView } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Bar } from '../../ui/bar.tsx'
import { Button } from '../../ui/button.tsx'

/** Above the jobs of one session: that these are not all, and the ways to all of them and to the session. */
export function SessionBar() {
  const { rows, view } = useCore()
  const t = useText()
  const sessionId = useView((state) => state.query.sessionId)
  const session = useLive(sessionOf(sessionId))
  if (sessionId === null) return null
  return (
    <Bar tone="plain" text={t('sessions:bar.text', { name: session?.name ?? '' })}>
      <Button onPress={() => showSessions(view, { tab: 'sessions', sessionId })}>{t('sessions:bar.show')}</Button>
      <Button icon={<X aria-hidden />} onPress={() => rows.change(wholeList)}>
        {t('table:empty.showAll')}
      </Button>
    </Bar>
  )
}
