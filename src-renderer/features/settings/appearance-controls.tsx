import { settingsSchema } from '../../../src-preload/contract/index.ts'
import { languageName } from '../../state/language.ts'
import { useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { SettingChoice } from './setting-choice.tsx'
import { SettingSwitch } from './setting-switch.tsx'
import styles from './settings.module.css'
import type { ControlProps } from './use-setting.ts'

const { language, theme } = settingsSchema.shape

export function Language({ settings }: ControlProps) {
  const t = useText()
  return (
    <SettingChoice
      id="language"
      value={settings.language}
      options={language.options.map((value) => ({
        value,
        label: value === 'system' ? t('settings:language.system') : languageName(value),
      }))}
    />
  )
}

export function Theme({ settings }: ControlProps) {
  const t = useText()
  return (
    <SettingChoice
      id="theme"
      value={settings.theme}
      options={theme.options.map((value) => ({ value, label: t(`settings:theme.${value}`) }))}
    />
  )
}

export function Sounds({ settings }: ControlProps) {
  return <SettingSwitch id="sounds" value={settings.sounds} />
}

/** What this program is, and where it keeps things. */
export function About() {
  const t = useText()
  const app = useLive((state) => state.app)
  if (app === null) return null
  return (
    <p className={styles.about}>
      {t('settings:about', { version: app.version })}
      <br />
      {t('settings:dataDirectory')}: <span className={styles.path}>{app.dataDirectory}</span>
      <br />
      {t(`settings:secretsKeptBy.${app.secretsKeptBy}`)}
    </p>
  )
}
