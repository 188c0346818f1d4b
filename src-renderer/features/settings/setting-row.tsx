import { RotateCcw } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Settings } from '../../../src-preload/contract/index.ts'
import { type SettingId, settingCatalogue } from '../../state/setting-catalogue.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { IconButton } from '../../ui/button.tsx'
import { settingControls } from './setting-controls.ts'
import styles from './settings.module.css'
import { useValueText } from './use-value-text.ts'

interface SettingRowProps {
  readonly id: SettingId
  readonly settings: Settings
  /** Null where it is as in a fresh installation. */
  readonly onReset: (() => void) | null
  readonly fallback: unknown
  /** The settings were opened at this one. */
  readonly isWanted: boolean
}

/** One setting: its control, and the way back to what it was at first. */
export function SettingRow({ id, settings, onReset, fallback, isWanted }: SettingRowProps) {
  const t = useText()
  const format = useFormat()
  const valueText = useValueText()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!isWanted) return
    place.current?.scrollIntoView({ block: 'center' })
    place.current?.querySelector<HTMLElement>('input, button, [tabindex="0"]')?.focus({ preventScroll: true })
  }, [isWanted])
  const Control = settingControls[id]
  if (typeof Control === 'string') return null
  return (
    <div ref={place} className={styles.row} data-wanted={isWanted || undefined}>
      <div className={styles.control}>
        <Control settings={settings} />
      </div>
      {onReset !== null && (
        <IconButton
          className={styles.reset}
          label={t('settings:reset.one', {
            name: t(settingCatalogue[id].label),
            value: valueText(t, format, id, fallback),
          })}
          icon={<RotateCcw />}
          onPress={onReset}
        />
      )}
    </div>
  )
}
