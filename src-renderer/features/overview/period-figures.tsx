import type { Figures, Overview } from '../../../src-preload/contract/index.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Steady } from '../../ui/steady.tsx'
import styles from './overview.module.css'
import { sinceText } from './since-text.ts'

/** The figures of today and of all time, side by side. */
export function PeriodFigures({ figures, since }: Pick<Overview, 'figures' | 'since'>) {
  const t = useText()
  const format = useFormat()
  const sinceNote = since === null ? null : t('overview:figures.since', { day: sinceText(format.locale, since) })
  return (
    <section className={styles.figures} aria-label={t('overview:figures.label')}>
      <Period name={t('overview:figures.today')} note={null} figures={figures.today} />
      <Period name={t('overview:figures.all')} note={sinceNote} figures={figures.all} />
    </section>
  )
}

function Period({ name, note, figures }: { readonly name: string; readonly note: string | null; readonly figures: Figures }) {
  const t = useText()
  const format = useFormat()
  const { files, bytes, failed, retries, successRate, meanSpeed, activeMs } = figures
  const none = t('overview:figures.none')
  const facts = [
    { name: t('overview:figures.success'), value: successRate === null ? none : format.percent(successRate * 100) },
    { name: t('overview:figures.failed'), value: format.count(failed) },
    { name: t('overview:figures.retries'), value: format.count(retries) },
    {
      name: t('overview:figures.speed'),
      value: meanSpeed === null ? none : format.speed(meanSpeed),
      help: t('overview:figures.speedHelp'),
    },
    {
      name: t('overview:figures.active'),
      value: activeMs === 0 ? none : format.words(Math.round(activeMs / 60_000) * 60 || activeMs / 1_000),
      help: t('overview:figures.activeHelp'),
    },
  ]
  return (
    <div className={styles.period}>
      <h2>
        {name} {note !== null && <span className={styles.soft}>{note}</span>}
      </h2>
      <p className={styles.large}>
        <span>{format.bytes(bytes)}</span>{' '}
        <span className={styles.largeSoft}>{t('overview:figures.files', { count: files, formatted: format.count(files) })}</span>
      </p>
      <dl>
        {facts.map((fact) => (
          <div key={fact.name} title={fact.help}>
            <dt>{fact.name}</dt>
            <dd>
              <Steady className={styles.fact}>{fact.value}</Steady>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
