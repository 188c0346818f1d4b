import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { actionFacts } from '../../state/actions/action.ts'
import { actions, isOffered } from '../../state/actions.ts'
import { folderName } from '../../state/folder-name.ts'
import { type ListQuery, views, wholeList } from '../../state/list-query.ts'
import { queueName } from '../../state/queue-name.ts'
import { sectionKey, settingCatalogue, settingIds } from '../../state/setting-catalogue.ts'
import { showSaved } from '../../state/show-job.ts'
import { showPage, showSessions, showSubscription } from '../../state/show-page.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import type { PaletteEntry } from './entry.ts'

/** Everything that can be found without asking the core. What an action needs is looked at once, when the palette opens. */
export function useEntries(): readonly PaletteEntry[] {
  const core = useCore()
  const t = useText()
  const { i18n } = useTranslation()
  const { queues, sessions, subscriptions, directories, savedViews } = useLive((state) => ({
    queues: state.queues,
    sessions: state.sessions,
    subscriptions: state.subscriptions,
    directories: state.stats?.directories,
    savedViews: state.memory?.savedViews,
  }))
  useEffect(() => void core.subscriptions.read(), [core])
  return useMemo(() => {
    const { kind, view, rows } = core
    const facts = actionFacts(core)
    const show = (patch: Partial<ListQuery>) => () => {
      showPage(view, 'list')
      rows.change({ ...wholeList, search: '', ...patch })
    }
    const inOtherLanguages = Object.keys(i18n.store.data)
      .filter((language) => language !== i18n.language)
      .map((language) => i18n.getFixedT(language))
    const entries: PaletteEntry[] = actions
      .filter((action) => action.id !== 'palette' && isOffered(action, facts))
      .map((action) => ({
        id: `action.${action.id}`,
        kind: 'action',
        label: t(action.label),
        // Who knows another program by its English words finds them here as well.
        find: inOtherLanguages.map((translate) => translate(action.label)).join(' '),
        ...(action.shortcuts?.[0] !== undefined && { shortcut: action.shortcuts[0] }),
        run: () => action.run(core),
      }))
    for (const name of views) {
      entries.push({ id: `view.${name}`, kind: 'view', label: t(`common:view.${name}`), run: show({ view: name }) })
    }
    for (const saved of savedViews ?? []) {
      entries.push({ id: `saved.${saved.id}`, kind: 'view', label: saved.name, run: () => showSaved(core, saved) })
    }
    for (const { directory } of directories ?? []) {
      entries.push({
        id: `folder.${directory}`,
        kind: 'folder',
        label: folderName(directory),
        note: directory,
        find: directory,
        run: show({ directory }),
      })
    }
    for (const queue of queues) {
      entries.push({ id: `queue.${queue.id}`, kind: 'queue', label: queueName(t, queue), run: show({ queueId: queue.id }) })
    }
    for (const session of sessions ?? []) {
      entries.push({
        id: `session.${session.id}`,
        kind: 'session',
        label: session.name,
        run: () => showSessions(view, { tab: 'sessions', sessionId: session.id }),
      })
    }
    for (const subscription of subscriptions ?? []) {
      entries.push({
        id: `subscription.${subscription.id}`,
        kind: 'subscription',
        label: subscription.title,
        run: () => showSubscription(view, subscription.id),
      })
    }
    for (const id of settingIds) {
      const { label, find, section, isDesktopOnly } = settingCatalogue[id]
      if (isDesktopOnly === true && kind !== 'desktop') continue
      entries.push({
        id: `setting.${id}`,
        kind: 'setting',
        label: t(label),
        note: t(sectionKey(section)),
        find: `${t(find)} ${t(sectionKey(section))}`,
        run: () => view.setState({ dialog: { kind: 'settings', setting: id } }),
      })
    }
    return entries
  }, [core, t, i18n, queues, sessions, subscriptions, directories, savedViews])
}
