import type { Session } from '../../../src-preload/contract/index.ts'
import type { StateText } from '../../state/item-text.ts'
import { sessionState } from '../../state/session-facts.ts'
import type { Text } from '../../state/use-text.ts'
import { assertNever } from '../../ui/assert-never.ts'
import type { Format } from '../../ui/format/index.ts'

/** How a session stands, in a few words. `nowMs`: milliseconds since the epoch. */
export function sessionStateText(t: Text, format: Format, session: Session, nowMs: number): StateText {
  const state = sessionState(session, nowMs)
  switch (state) {
    case 'signIn':
      return {
        tone: 'attention',
        text: t('sessions:state.signIn', { time: format.moment(session.signIn?.since ?? session.createdAt, nowMs) }),
      }
    case 'empty':
      return { tone: 'waiting', text: t('sessions:state.empty') }
    case 'expired':
      return { tone: 'attention', text: t('sessions:state.expired') }
    case 'good':
      return { tone: 'good', text: t('sessions:state.good') }
    default:
      return assertNever(state)
  }
}

/** How its requests follow one another; of an automatic one what it has come to be as well. */
export function modeText(t: Text, { mode, effectiveMode }: Pick<Session, 'mode' | 'effectiveMode'>): string {
  return mode === 'automatic' ? t(`sessions:automatic.${effectiveMode}`) : t(`sessions:mode.${mode}`)
}

/** How many jobs name it, and how many of them are not finished. */
export function jobsText(t: Text, format: Format, { jobs, openJobs }: Pick<Session, 'jobs' | 'openJobs'>): string {
  if (jobs === 0) return t('sessions:jobs.none')
  const counted = { count: jobs, formatted: format.count(jobs) }
  return openJobs === 0 ? t('sessions:jobs.done', counted) : t('sessions:jobs.open', { ...counted, open: format.count(openJobs) })
}
