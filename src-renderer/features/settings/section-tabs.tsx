import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import type { Settings } from '../../../src-preload/contract/index.ts'
import {
  type SettingId,
  type SettingsSection,
  sectionKey,
  settingCatalogue,
  settingIds,
  settingSections,
} from '../../state/setting-catalogue.ts'
import { shownSettings } from '../../state/setting-value.ts'
import { useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { useMedia } from '../../ui/use-media.ts'
import { sectionExtras, shownWith } from './setting-controls.ts'
import { SettingRow } from './setting-row.tsx'
import styles from './settings.module.css'
import type { useReset } from './use-reset.ts'

interface SectionTabsProps {
  readonly first: SettingsSection
  /** The setting that the settings were opened at. */
  readonly wanted: SettingId | null
  readonly settings: Settings
  readonly resets: ReturnType<typeof useReset>
}

/** The sections beside one of them; on a phone above it. */
export function SectionTabs({ first, wanted, settings, resets }: SectionTabsProps) {
  const t = useText()
  const isNarrow = useMedia('(max-width: 560px)')
  return (
    <Tabs className={styles.tabs ?? ''} orientation={isNarrow ? 'horizontal' : 'vertical'} defaultSelectedKey={first}>
      <TabList aria-label={t('settings:sections')} className={styles.list ?? ''}>
        {settingSections.map((id) => (
          <Tab key={id} id={id} className={styles.tab ?? ''}>
            {t(sectionKey(id))}
          </Tab>
        ))}
      </TabList>
      {settingSections.map((id) => (
        <TabPanel key={id} id={id} className={styles.panel ?? ''}>
          <Section section={id} wanted={wanted} settings={settings} resets={resets} />
        </TabPanel>
      ))}
    </Tabs>
  )
}

function Section({ section, wanted, settings, resets }: Omit<SectionTabsProps, 'first'> & { readonly section: SettingsSection }) {
  const t = useText()
  const mode = useLive((state) => state.app?.mode)
  const ids = shownSettings(settings, mode).filter((id) => settingCatalogue[id].section === section)
  const usual = ids.filter((id) => !settingCatalogue[id].isExpert)
  const expert = ids.filter((id) => settingCatalogue[id].isExpert)
  const [isExpertOpen, setExpertOpen] = useState(wanted !== null && expert.includes(wanted))
  // Also what is not shown while something else is off.
  const changed = resets.changed(settingIds.filter((id) => settingCatalogue[id].section === section))
  const Extra = sectionExtras[section]
  const row = (id: SettingId) => <SettingLine key={id} id={id} settings={settings} resets={resets} isWanted={id === wanted} />
  return (
    <>
      {usual.map(row)}
      {Extra !== undefined && <Extra />}
      {expert.length > 0 && (
        <Disclosure className={styles.expert} title={t('settings:expert')} isOpen={isExpertOpen} onToggle={setExpertOpen}>
          <div className={styles.rows}>{expert.map(row)}</div>
        </Disclosure>
      )}
      <Button
        icon={<RotateCcw aria-hidden />}
        className={styles.resetSection}
        isDisabled={changed.length === 0}
        onPress={() => void resets.reset(changed)}
      >
        {t('settings:reset.section')}
      </Button>
    </>
  )
}

interface SettingLineProps extends Omit<SectionTabsProps, 'first' | 'wanted'> {
  readonly id: SettingId
  readonly isWanted?: boolean
}

/** A setting with what can be put back of it. */
export function SettingLine({ id, settings, resets, isWanted = false }: SettingLineProps) {
  const changed = resets.changed(shownWith(id))
  return (
    <SettingRow
      id={id}
      settings={settings}
      fallback={resets.fallback(id)}
      isWanted={isWanted}
      onReset={changed.length === 0 ? null : () => void resets.reset(changed)}
    />
  )
}
