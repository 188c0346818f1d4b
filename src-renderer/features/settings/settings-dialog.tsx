import { TabList, TabPanel, Tabs } from 'react-aria-components'
import { useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import type { SettingsSection } from '../../state/view-store.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { SectionTab } from '../../ui/section-tab.tsx'
import { NetworkSection } from '../network/network-section.tsx'
import { AppearanceSection } from './appearance-section.tsx'
import { ConnectionsSection } from './connections-section.tsx'
import { ErrorsSection } from './errors-section.tsx'
import { FilesSection } from './files-section.tsx'
import { QueueSection } from './queue-section.tsx'
import { ScheduleSection } from './schedule-section.tsx'
import styles from './settings.module.css'

const sections = [
  { id: 'queue', Section: QueueSection },
  { id: 'schedule', Section: ScheduleSection },
  { id: 'connections', Section: ConnectionsSection },
  { id: 'network', Section: NetworkSection },
  { id: 'files', Section: FilesSection },
  { id: 'errors', Section: ErrorsSection },
  { id: 'appearance', Section: AppearanceSection },
] as const

interface SettingsDialogProps {
  /** The section it opens at; the first where none is named. */
  readonly section: SettingsSection | undefined
  readonly onClose: () => void
}

/** All settings. Each change holds at once; there is nothing to save. */
export function SettingsDialog({ section, onClose }: SettingsDialogProps) {
  const t = useText()
  const settings = useLive((state) => state.settings)
  return (
    <Dialog title={t('settings:title')} size="large" onClose={onClose}>
      {settings !== null && (
        <Tabs className={styles.tabs ?? ''} defaultSelectedKey={section ?? sections[0].id}>
          <TabList aria-label={t('settings:sections')} className={styles.list ?? ''}>
            {sections.map(({ id }) => (
              <SectionTab key={id} id={id}>
                {t(`settings:section.${id}`)}
              </SectionTab>
            ))}
          </TabList>
          {sections.map(({ id, Section }) => (
            <TabPanel key={id} id={id} className={styles.panel ?? ''}>
              <Section settings={settings} />
            </TabPanel>
          ))}
        </Tabs>
      )}
    </Dialog>
  )
}
