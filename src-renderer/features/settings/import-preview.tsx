import { type SettingId, settingCatalogue } from '../../state/setting-catalogue.ts'
import type { RefusedSetting, SettingsFile } from '../../state/settings-file.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import styles from './import-settings.module.css'
import { useValueText } from './use-value-text.ts'

/** What a file of settings would change, from what to what; and what of it would be left aside, and why. */
export function ImportPreview({ file }: { readonly file: SettingsFile }) {
  const t = useText()
  const format = useFormat()
  const valueText = useValueText()
  const nameOf = (id: SettingId) => t(settingCatalogue[id].label)
  const { changes, refused, unknown, own } = file
  const counted = { count: changes.length, formatted: format.count(changes.length) }
  return (
    <>
      {refused.length > 0 && (
        <div className={styles.problem}>
          <p>{t('settings:import.refused')}</p>
          <ul className={styles.refused}>
            {refused.map((setting) => (
              <RefusedLine key={setting.id} setting={setting} />
            ))}
          </ul>
        </div>
      )}
      <p>{t(changes.length === 0 ? 'settings:import.nothing' : 'settings:import.changes', counted)}</p>
      {changes.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('settings:import.setting')}</th>
              <th scope="col">{t('settings:import.now')}</th>
              <th scope="col">{t('settings:import.then')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ id, from, to }) => (
              <tr key={id}>
                <th scope="row">{nameOf(id)}</th>
                <td>{valueText(t, format, id, from)}</td>
                <td>{valueText(t, format, id, to)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {unknown.length > 0 && <p className={styles.soft}>{t('settings:import.unknown', { names: format.list(unknown) })}</p>}
      {own.length > 0 && <p className={styles.soft}>{t('settings:import.own', { names: format.list(own.map(nameOf)) })}</p>}
    </>
  )
}

/** Longest text of an impossible value that is shown. */
const longestShown = 60

function RefusedLine({ setting: { id, value, range } }: { readonly setting: RefusedSetting }) {
  const t = useText()
  const format = useFormat()
  const valueText = useValueText()
  const name = t(settingCatalogue[id].label)
  if (typeof value === 'number' && range !== null) {
    const [minimum, maximum] = [range.minimum, range.maximum].map((bound) => valueText(t, format, id, bound))
    return (
      <li>
        {t('settings:import.refusedRange', {
          name,
          value: valueText(t, format, id, value),
          minimum: minimum ?? '',
          maximum: maximum ?? '',
        })}
      </li>
    )
  }
  return <li>{t('settings:import.refusedValue', { name, value: JSON.stringify(value).slice(0, longestShown) })}</li>
}
