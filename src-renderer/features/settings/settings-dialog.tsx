import { TabList, TabPanel, Tabs } from 'react-aria-components'
import { useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { SectionTab } from '../../ui/section-tab.tsx'
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
  { id: 'files', Section: FilesSection },
  { id: 'errors', Section: ErrorsSection },
  { id: 'appearance', Section: AppearanceSection },
] as const

/** All settings. Each change holds at once; there is nothing to save. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText()
  const settings = useLive((state) => state.settings)
  return (
    <Dialog title={t('settings:title')} closeLabel={t('common:dialog.close')} size="large" onClose={onClose}>
      {settings !== null && (
        <Tabs className={styles.tabs ?? ''}>
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
