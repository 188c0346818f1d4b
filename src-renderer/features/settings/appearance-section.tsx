import { settingsSchema } from '../../../src-preload/contract/index.ts'
import { useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Segmented } from '../../ui/segmented.tsx'
import styles from './settings.module.css'
import { type SectionProps, useSetting } from './use-setting.ts'

const { language, theme } = settingsSchema.shape

export function AppearanceSection({ settings }: SectionProps) {
  const t = useText()
  const app = useLive((state) => state.app)
  const { change } = useSetting()
  return (
    <>
      <Segmented
        label={t('settings:language.label')}
        help={t('settings:language.help')}
        value={settings.language}
        options={language.options.map((value) => ({ value, label: t(`settings:language.${value}`) }))}
        onChange={(value) => change({ language: value })}
      />
      <Segmented
        label={t('settings:theme.label')}
        help={t('settings:theme.help')}
        value={settings.theme}
        options={theme.options.map((value) => ({ value, label: t(`settings:theme.${value}`) }))}
        onChange={(value) => change({ theme: value })}
      />
      {app !== null && (
        <p className={styles.about}>
          {t('settings:about', { version: app.version })}
          <br />
          {t('settings:dataDirectory')}: <span className={styles.path}>{app.dataDirectory}</span>
          <br />
          {t(`settings:secretsKeptBy.${app.secretsKeptBy}`)}
        </p>
      )}
    </>
  )
}
