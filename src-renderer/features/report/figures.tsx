import type { Figures as FiguresOf, Statistics } from '../../../src-preload/contract/index.ts'
import { firstDayOf } from '../../state/report-view.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import styles from './report.module.css'
import { summedFigures } from './summed-figures.ts'

/** The figures of today, of the last week and of all time, side by side. */
export function Figures({ days }: { readonly days: Statistics }) {
  const t = useText()
  const since = (from: string | undefined) => summedFigures(days.items.filter(({ key }) => from === undefined || key >= from))
  return (
    <section className={styles.figures} aria-label={t('report:figures.label')}>
      <Card name={t('report:figures.today')} figures={since(days.today)} />
      <Card name={t('report:figures.week')} figures={since(firstDayOf('week', days.today))} />
      <Card name={t('report:figures.all')} figures={days.totals} />
    </section>
  )
}

function Card({ name, figures }: { readonly name: string; readonly figures: FiguresOf }) {
  const t = useText()
  const format = useFormat()
  const { files, bytes, successRate, meanSpeed, retries } = figures
  const none = t('report:figures.none')
  return (
    <div className={styles.card}>
      <h2>{name}</h2>
      <p className={styles.large}>{t('report:figures.files', { count: files, formatted: format.count(files) })}</p>
      <dl>
        <div>
          <dt>{t('report:figures.bytes')}</dt>
          <dd>{format.bytes(bytes)}</dd>
        </div>
        <div>
          <dt>{t('report:figures.success')}</dt>
          <dd>{successRate === null ? none : format.percent(successRate * 100)}</dd>
        </div>
        <div title={t('report:figures.speedHelp')}>
          <dt>{t('report:figures.speed')}</dt>
          <dd>{meanSpeed === null ? none : format.speed(meanSpeed)}</dd>
        </div>
        <div>
          <dt>{t('report:figures.retries')}</dt>
          <dd>{format.count(retries)}</dd>
        </div>
      </dl>
    </div>
  )
}
