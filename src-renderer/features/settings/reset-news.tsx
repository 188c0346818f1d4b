import { settingCatalogue } from '../../state/setting-catalogue.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import styles from './settings.module.css'
import type { LastReset } from './use-reset.ts'
import { refusalText } from './use-setting.ts'
import { useValueText } from './use-value-text.ts'

interface ResetNewsProps {
  readonly last: LastReset | null
  readonly onTakeBack: () => void
}

/** What was put back last, what it was before, and the way back to that. */
export function ResetNews({ last, onTakeBack }: ResetNewsProps) {
  const t = useText()
  const format = useFormat()
  const valueText = useValueText()
  const [only, ...others] = last?.earlier ?? []
  let text = ''
  if (last !== null && last.problem !== null) text = refusalText(t, last.problem)
  else if (last !== null && only !== undefined) {
    const [id, value] = only
    text =
      others.length === 0
        ? t('settings:reset.done', { name: t(settingCatalogue[id].label), value: valueText(t, format, id, value) })
        : t('settings:reset.manyDone', { count: last.earlier.size, formatted: format.count(last.earlier.size) })
  }
  return (
    <div className={styles.news}>
      <span role="status">{text}</span>
      {last !== null && last.problem === null && (
        <Button variant="quiet" onPress={onTakeBack}>
          {t('settings:reset.takeBack')}
        </Button>
      )}
    </div>
  )
}
