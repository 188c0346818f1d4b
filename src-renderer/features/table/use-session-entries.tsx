import { KeyRound, Plus } from 'lucide-react'
import { useCore, useLive, useView } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import type { MenuEntry } from '../../ui/menu.tsx'

interface SessionEntries {
  /** Which session the selected jobs have, and the way to a new one; that alone while there is none at all. */
  readonly choice: MenuEntry
}

/** What the menu offers of sessions. */
export function useSessionEntries(): SessionEntries {
  const { rowActions } = useCore()
  const t = useText()
  const ref = useView((state) => state.active?.ref ?? null)
  const sessionId = useLive(({ jobs }) => (ref?.kind === 'job' ? jobs.get(ref.id)?.sessionId : null) ?? null)
  // Only what the entries show: a session that is being used must not build the menu anew.
  const ids = useLive(({ sessions }) => (sessions ?? []).map(({ id }) => id))
  const names = useLive(({ sessions }) => (sessions ?? []).map(({ name }) => name))
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
  return { choice }
}
