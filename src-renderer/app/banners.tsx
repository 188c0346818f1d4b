import { CalendarClock, KeyRound, PauseCircle, Power, Unplug } from 'lucide-react'
import { sessionsInNeed } from '../state/session-facts.ts'
import { showSessions } from '../state/show-page.ts'
import { useCore, useLive, useView } from '../state/use-core.tsx'
import { useFormat, useText } from '../state/use-text.ts'
import { Bar } from '../ui/bar.tsx'
import { Button } from '../ui/button.tsx'

/** What holds for everything in the window: no connection, or a paused queue. */
export function Banners() {
  const { commands } = useCore()
  const t = useText()
  const connection = useLive((state) => state.connection)
  const isPaused = useLive((state) => state.stats?.paused ?? false)
  const hasNews = connection === 'lost' || connection === 'denied'
  return (
    <div role="status">
      {hasNews && <Bar tone="warn" icon={<Unplug aria-hidden />} text={t(`common:connection.${connection}`)} />}
      {!hasNews && isPaused && (
        <Bar tone="warn" icon={<PauseCircle aria-hidden />} text={t('common:queuePaused.text')}>
          <Button onPress={() => void commands.resumeQueue()}>{t('common:queuePaused.resume')}</Button>
        </Bar>
      )}
      {!hasNews && !isPaused && <ScheduleBanner />}
      {!hasNews && <SignInBanner />}
      {!hasNews && <FinishBanner />}
    </div>
  )
}

/** The schedule holds back what is there to download, or a person has told it not to. */
function ScheduleBanner() {
  const { commands } = useCore()
  const t = useText()
  const format = useFormat()
  const schedule = useLive((state) => state.stats?.schedule ?? null)
  const hasWork = useLive(({ stats }) => stats !== null && stats.episodes.queued + stats.episodes.downloading > 0)
  if (schedule === null || schedule.mode !== 'paused' || !hasWork) return null
  const { overridden, until } = schedule
  const kind = overridden ? 'overridden' : 'closed'
  const text =
    until === null ? t(`common:schedule.${kind}`) : t(`common:schedule.${kind}Until`, { time: format.moment(until, Date.now()) })
  return (
    <Bar tone="warn" icon={<CalendarClock aria-hidden />} text={text}>
      <Button onPress={() => void commands.overrideSchedule(!overridden)}>
        {t(`common:schedule.${overridden ? 'follow' : 'override'}`)}
      </Button>
    </Bar>
  )
}

/** Jobs wait because their session needs a new sign-in. */
function SignInBanner() {
  const { kind, sessions: commands, view } = useCore()
  const t = useText()
  const format = useFormat()
  const inNeed = useLive(({ sessions }) => sessionsInNeed(sessions ?? []))
  // The page of the sessions says it at the one it is about.
  const isShown = useView((state) => state.page === 'sessions' && state.sessions.tab === 'sessions')
  const [first] = inNeed
  if (first === undefined || isShown) return null
  const isOne = inNeed.length === 1
  const jobs = { count: first.openJobs, formatted: format.count(first.openJobs) }
  return (
    <Bar
      tone="warn"
      icon={<KeyRound aria-hidden />}
      text={
        isOne
          ? t('sessions:banner.one', { ...jobs, name: first.name })
          : t('sessions:banner.several', { count: inNeed.length, formatted: format.count(inNeed.length) })
      }
    >
      {isOne && (
        <Button onPress={() => void commands.renew(first.id)}>
          {t(kind === 'desktop' ? 'sessions:action.signIn' : 'sessions:action.importNew')}
        </Button>
      )}
      <Button
        variant={isOne ? 'quiet' : 'plain'}
        onPress={() => showSessions(view, { tab: 'sessions', ...(isOne && { sessionId: first.id }) })}
      >
        {t('sessions:banner.show', { count: inNeed.length })}
      </Button>
    </Bar>
  )
}

/** A person wanted something to happen once everything is downloaded: whoever sits here now can call it off. */
function FinishBanner() {
  const { commands } = useCore()
  const t = useText()
  const action = useLive((state) => state.stats?.whenFinished.action ?? 'nothing')
  if (action === 'nothing') return null
  return (
    <Bar tone="warn" icon={<Power aria-hidden />} text={t(`common:whenFinished.${action}`)}>
      <Button onPress={() => void commands.setWhenFinished('nothing')}>{t('common:whenFinished.cancel')}</Button>
    </Bar>
  )
}
