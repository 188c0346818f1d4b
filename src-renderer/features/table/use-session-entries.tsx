import { KeyRound, LogIn, Plus } from 'lucide-react'
import { episodeRemedy, jobRemedy } from '../../state/remedy.ts'
import { useCore, useLive, useView } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import type { MenuEntry } from '../../ui/menu.tsx'

interface SessionEntries {
  /** The way to a sign-in, where the row that the keyboard stands on needs one. */
  readonly signIn: readonly MenuEntry[]
  /** Which session the selected jobs have, and the way to a new one; that alone while there is none at all. */
  readonly choice: MenuEntry
}

/** What the menu offers of sessions. */
export function useSessionEntries(): SessionEntries {
  const { rowActions } = useCore()
  const t = useText()
  const ref = useView((state) => state.active?.ref ?? null)
  const { sessionId, needsSignIn } = useLive(({ jobs, episodes }) => {
    const job = ref?.kind === 'job' ? jobs.get(ref.id) : undefined
    const episode = ref?.kind === 'episode' ? episodes.get(ref.id) : undefined
    const remedy = job !== undefined ? jobRemedy(job) : episode !== undefined ? episodeRemedy(episode) : null
    return { sessionId: job?.sessionId ?? null, needsSignIn: remedy === 'signIn' }
  })
  // Only what the entries show: a session that is being used must not build the menu anew.
  const ids = useLive(({ sessions }) => (sessions ?? []).map(({ id }) => id))
  const names = useLive(({ sessions }) => (sessions ?? []).map(({ name }) => name))
  const signIn =
    ref !== null && needsSignIn
      ? [{ id: 'signIn', label: t('table:remedy.signIn'), icon: <LogIn />, onAction: () => rowActions.remedy(ref, 'signIn') }]
      : []
  const added = { id: 'newSession', label: t('sessions:newSession.open'), icon: <Plus />, onAction: rowActions.giveNewSession }
  const known = ids.map((id, place) => ({
    id,
    label: names[place] ?? '',
    isChecked: id === sessionId,
    onAction: () => rowActions.giveSession({ id, name: names[place] ?? '' }),
  }))
  const none = {
    id: 'none',
    label: t('sessions:none'),
    isChecked: sessionId === null,
    onAction: () => rowActions.giveSession(null),
  }
  const choice =
    known.length === 0
      ? { ...added, icon: <KeyRound /> }
      : { id: 'session', label: t('common:action.session'), icon: <KeyRound />, entries: [[none, ...known], [added]] }
  return { signIn, choice }
}
