import { localDay } from '../../state/local-day.ts'
import { settingsFile } from '../../state/settings-file.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { saveFile } from '../../ui/save-file.ts'

/** Saves the settings as a file. */
export function useExportSettings(): () => void {
  const { live, now } = useCore()
  const t = useText()
  return () => {
    const { settings, app } = live.getState()
    if (settings === null) return
    const text = settingsFile(settings, app?.version ?? '', now())
    saveFile(new Blob([text], { type: 'application/json' }), `${t('settings:export.fileName', { day: localDay(now()) })}.json`)
  }
}
