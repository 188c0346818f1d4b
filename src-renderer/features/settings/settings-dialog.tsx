import { TabList, TabPanel, Tabs } from 'react-aria-components'
import { type SettingId, type SettingsSection, settingCatalogue } from '../../state/setting-catalogue.ts'
import { useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
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
  /** The setting whose section it opens at. */
  readonly setting: SettingId | undefined
  readonly onClose: () => void
}

/** All settings. Each change holds at once; there is nothing to save. */
export function SettingsDialog({ section, setting, onClose }: SettingsDialogProps) {
  const t = useText()
  const wanted = setting === undefined ? section : settingCatalogue[setting].section
  const settings = useLive((state) => state.settings)
  return (
    <Dialog title={t('settings:title')} size="large" onClose={onClose}>
      {settings !== null && (
        <Tabs className={styles.tabs ?? ''} defaultSelectedKey={wanted ?? sections[0].id}>
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
