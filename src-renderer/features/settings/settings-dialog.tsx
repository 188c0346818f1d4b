import { Download, Upload } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languages } from '../../../src-preload/contract/index.ts'
import { type SettingId, type SettingsSection, settingCatalogue, settingSections } from '../../state/setting-catalogue.ts'
import { foundSettings, settingIndex } from '../../state/setting-search.ts'
import { shownSetting } from '../../state/setting-value.ts'
import { useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FoundSettings } from './found-settings.tsx'
import { ImportSettings } from './import-settings.tsx'
import { ResetNews } from './reset-news.tsx'
import { SectionTabs } from './section-tabs.tsx'
import { shownBy } from './setting-controls.ts'
import styles from './settings.module.css'
import { SettingsSearch } from './settings-search.tsx'
import { useExportSettings } from './use-export-settings.ts'
import { useReset } from './use-reset.ts'

interface SettingsDialogProps {
  /** The section it opens at; the first where none is named. */
  readonly section: SettingsSection | undefined
  /** The setting it opens at. */
  readonly setting: SettingId | undefined
  readonly onClose: () => void
}

/** All settings. Each change holds at once; there is nothing to save. */
export function SettingsDialog({ section, setting, onClose }: SettingsDialogProps) {
  const t = useText()
  const { i18n } = useTranslation()
  const settings = useLive((state) => state.settings)
  const mode = useLive((state) => state.app?.mode)
  const resets = useReset(settings)
  const [query, setQuery] = useState('')
  const [isImporting, setImporting] = useState(false)
  const exportSettings = useExportSettings()
  const index = useMemo(() => settingIndex(i18n, languages), [i18n])
  const isSearching = query.trim() !== ''
  const found = useMemo(() => {
    const ids = settings === null ? [] : [...foundSettings(index, query)].map((id) => shownSetting(id, settings, mode))
    return [...new Set(ids.flatMap((id) => (id === null ? [] : [shownBy(id)])))]
  }, [index, query, settings, mode])
  const shown = settings === null || setting === undefined ? null : shownSetting(setting, settings, mode)
  const wanted = shown === null ? null : shownBy(shown)
  const first = wanted === null ? section : settingCatalogue[wanted].section

  return (
    <Dialog
      title={t('settings:title')}
      size="tall"
      onClose={onClose}
      footer={
        <>
          <ResetNews last={resets.last} onTakeBack={() => void resets.takeBack()} />
          <Button icon={<Upload aria-hidden />} onPress={() => setImporting(true)}>
            {t('settings:import.open')}
          </Button>
          <Button icon={<Download aria-hidden />} isDisabled={settings === null} onPress={exportSettings}>
            {t('settings:export.save')}
          </Button>
        </>
      }
    >
      {settings !== null && (
        <div className={styles.whole}>
          <SettingsSearch value={query} found={isSearching ? found.length : null} onChange={setQuery} />
          {isSearching ? (
            <FoundSettings ids={found} settings={settings} resets={resets} />
          ) : (
            <SectionTabs first={first ?? settingSections[0]} wanted={wanted} settings={settings} resets={resets} />
          )}
        </div>
      )}
      {isImporting && <ImportSettings onClose={() => setImporting(false)} />}
    </Dialog>
  )
}
