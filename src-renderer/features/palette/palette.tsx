import { Search, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import {
  Autocomplete,
  Collection,
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxSection,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components'
import { type Found, findEntries } from '../../state/find-entries.ts'
import { jobStateText } from '../../state/item-text.ts'
import { isApple } from '../../state/platform.ts'
import { showJob } from '../../state/show-job.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { IconButton } from '../../ui/button.tsx'
import { type EntryKind, entryKinds, type PaletteEntry } from './entry.ts'
import styles from './palette.module.css'
import { PaletteLine } from './palette-line.tsx'
import { useEntries } from './use-entries.ts'
import { useFoundJobs } from './use-found-jobs.ts'

/** Of one kind, as soon as something is typed: there is always more, and more letters find it. */
const mostOfKind = 6
const mostRecent = 5

interface Group {
  readonly id: EntryKind | 'recent'
  readonly found: readonly Found<PaletteEntry>[]
}

/** Finds everything that can be done or gone to, and does it. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const core = useCore()
  const t = useText()
  const format = useFormat()
  const [typed, setTyped] = useState('')
  const entries = useEntries()
  const jobs = useFoundJobs(typed)
  const apple = useMemo(() => isApple(), [])

  const jobEntries = useMemo(
    () =>
      jobs.map(
        (job): PaletteEntry => ({
          id: `job.${job.id}`,
          kind: 'job',
          label: job.title,
          note: jobStateText(t, format, job).text,
          run: () => void showJob(core, job.id),
        }),
      ),
    [jobs, core, t, format],
  )
  const groups = useMemo(
    () => groupsOf(entries, jobEntries, typed, core.recentCommands.ids()),
    [entries, jobEntries, typed, core.recentCommands],
  )
  const byId = useMemo(() => new Map(groups.flatMap(({ found }) => found.map(({ entry }) => [entry.id, entry]))), [groups])

  const choose = (id: string) => {
    const entry = byId.get(id)
    if (entry === undefined) return
    if (entry.kind !== 'job') core.recentCommands.add(entry.id)
    onClose()
    // Once the focus is back where it was before: what is chosen may lead it elsewhere.
    setTimeout(entry.run, 0)
  }

  return (
    <ModalOverlay
      className={styles.overlay ?? ''}
      isOpen
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Modal className={styles.modal ?? ''}>
        <Dialog data-field="above" className={styles.dialog ?? ''} aria-label={t('command:palette.label')}>
          <Autocomplete inputValue={typed} onInputChange={setTyped}>
            <div className={styles.head}>
              <SearchField autoFocus aria-label={t('command:palette.label')} className={styles.field ?? ''}>
                <Search aria-hidden className={styles.sign} />
                <Input
                  className={styles.input ?? ''}
                  placeholder={t('command:palette.placeholder')}
                  onKeyDown={(event) => {
                    // The field alone would take the first Escape to empty itself.
                    if (event.key === 'Escape') onClose()
                  }}
                />
              </SearchField>
              <IconButton className={styles.close} label={t('common:dialog.close')} icon={<X />} onPress={onClose} />
            </div>
            <ListBox
              className={styles.list ?? ''}
              aria-label={t('command:palette.results')}
              items={groups}
              onAction={(key) => choose(String(key))}
              renderEmptyState={() => <p className={styles.none}>{t('command:palette.none', { typed: typed.trim() })}</p>}
            >
              {(group) => (
                <ListBoxSection id={group.id} className={styles.group ?? ''}>
                  <Header className={styles.heading ?? ''}>{t(`command:palette.group.${group.id}`)}</Header>
                  <Collection items={group.found.map((found) => ({ ...found, id: found.entry.id }))}>
                    {(found) => <PaletteLine found={found} apple={apple} />}
                  </Collection>
                </ListBoxSection>
              )}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

/** What is shown: of what is typed the best of each kind; before that what was used lately, and what can be done. */
function groupsOf(
  entries: readonly PaletteEntry[],
  jobs: readonly PaletteEntry[],
  typed: string,
  recent: readonly string[],
): readonly Group[] {
  const isEmpty = typed.trim() === ''
  const found = findEntries(entries, typed, recent)
  const lately = isEmpty ? recent.flatMap((id) => found.find(({ entry }) => entry.id === id) ?? []).slice(0, mostRecent) : []
  const rest = found.filter((one) => !lately.includes(one))
  const groups: Group[] = [
    { id: 'recent', found: lately },
    ...entryKinds.map((kind): Group => {
      if (kind === 'job') return { id: kind, found: jobs.map((entry) => markedJob(entry, typed)) }
      const own = rest.filter(({ entry }) => entry.kind === kind)
      return { id: kind, found: isEmpty ? own : own.slice(0, mostOfKind) }
    }),
  ]
  return groups.filter((group) => group.found.length > 0)
}

/** The core found it, perhaps by the name of one of its files: then nothing of its title is marked. */
function markedJob(entry: PaletteEntry, typed: string): Found<PaletteEntry> {
  return findEntries([entry], typed, [])[0] ?? { entry, parts: [{ text: entry.label, isMatch: false }] }
}
