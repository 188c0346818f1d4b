import { useMemo } from 'react'
import { useLocale } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { folderName } from '../../state/folder-name.ts'
import { queueName } from '../../state/queue-name.ts'
import { type FilterFacts, vocabularyOf } from '../../state/search-filters.ts'
import { useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'

/** What filters can be about now, and the words that name them. */
export function useFilterFacts(): FilterFacts {
  const t = useText()
  const { i18n } = useTranslation()
  const { locale } = useLocale()
  const queues = useLive((state) => state.queues)
  const directories = useLive((state) => state.stats?.directories.map(({ directory }) => directory) ?? [])
  const sessions = useLive((state) => state.sessions)
  const vocabulary = useMemo(() => vocabularyOf(Object.keys(i18n.store.data).map((language) => i18n.getFixedT(language))), [i18n])
  return useMemo(
    () => ({
      vocabulary,
      locale,
      queues: queues.map((queue) => ({ id: queue.id, name: queueName(t, queue) })),
      folders: directories.map((directory) => ({ id: directory, name: folderName(directory) })),
      sessions: sessions ?? [],
    }),
    [vocabulary, locale, queues, directories, sessions, t],
  )
}
