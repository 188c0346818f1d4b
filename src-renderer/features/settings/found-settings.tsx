import { useId } from 'react'
import type { Settings } from '../../../src-preload/contract/index.ts'
import {
  type SettingId,
  type SettingsSection,
  sectionKey,
  settingCatalogue,
  settingSections,
} from '../../state/setting-catalogue.ts'
import { useText } from '../../state/use-text.ts'
import { SettingLine } from './section-tabs.tsx'
import styles from './settings.module.css'
import type { useReset } from './use-reset.ts'

interface FoundSettingsProps {
  readonly ids: readonly SettingId[]
  readonly settings: Settings
  readonly resets: ReturnType<typeof useReset>
}

/** What was found, under the names of the sections it belongs to. */
export function FoundSettings({ ids, ...props }: FoundSettingsProps) {
  const t = useText()
  if (ids.length === 0) {
    return (
      <div className={styles.nothing}>
        <p>{t('settings:search.nothing')}</p>
        <p className={styles.soft}>{t('settings:search.nothingHelp')}</p>
      </div>
    )
  }
  return (
    <div className={styles.found}>
      {settingSections.map((section) => {
        const own = ids.filter((id) => settingCatalogue[id].section === section)
        return own.length > 0 && <FoundSection key={section} section={section} ids={own} {...props} />
      })}
    </div>
  )
}

function FoundSection({ section, ids, ...props }: FoundSettingsProps & { readonly section: SettingsSection }) {
  const t = useText()
  const headingId = useId()
  return (
    <section className={styles.rows} aria-labelledby={headingId}>
      <h3 id={headingId} className={styles.heading}>
        {t(sectionKey(section))}
      </h3>
      {ids.map((id) => (
        <SettingLine key={id} id={id} {...props} />
      ))}
    </section>
  )
}
