import type { Job } from '../../../src-preload/contract/index.ts'
import { shownBins } from '../../state/details-commands.ts'
import { useAsked } from '../../state/use-asked.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { useTick } from '../../state/use-tick.ts'
import { classNames } from '../../ui/class-names.ts'
import { Steady } from '../../ui/steady.tsx'
import styles from './episode-strip.module.css'
import { stripCells, stripTotals } from './strip-cells.ts'

const askAgainMs = 1_500
/** Pixels, as in the stylesheet. */
const cellHeight = 18
const gap = 2

/** All episodes of a job at a glance: each a cell by its state, of many a stretch by how many are in which. */
export function EpisodeStrip({ job }: { readonly job: Job }) {
  const { details } = useCore()
  const t = useText()
  const format = useFormat()
  const { id, status, episodesTotal, episodesCompleted, episodesFailed, episodesPaused } = job
  const tick = useTick(askAgainMs, status === 'downloading' || status === 'processing')
  const about = [id, status, episodesTotal, episodesFailed, episodesPaused, status === 'downloading' || episodesCompleted].join(
    ' ',
  )
  const strip = useAsked(() => details.strip(id), about, tick)
  const bins = strip?.bins ?? []
  const totals = stripTotals(bins)
  const words = totals
    .filter(({ count }) => count > 0)
    .map(({ status: kind, count }) => `${format.count(count)} ${t(`details:strip.${kind}`)}`)
  const columns = episodesTotal > 20 ? 40 : 20
  // Its place is kept until it is here: the same lines, without a cell.
  const lines = Math.ceil(Math.ceil(episodesTotal / Math.ceil(episodesTotal / shownBins)) / columns)
  return (
    <>
      <div
        className={styles.strip}
        style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, minHeight: lines * (cellHeight + gap) - gap }}
        role="img"
        aria-label={t('details:strip.spoken', { states: format.list(words) })}
      >
        {stripCells(bins, strip?.episodesPerBin ?? 1).map(({ first, last, parts }) => (
          <span
            key={first}
            className={styles.cell}
            title={first === last ? format.count(first) : `${format.count(first)}–${format.count(last)}`}
          >
            {parts.map(({ status: kind, count }) => (
              <span key={kind} className={styles[kind]} style={{ flexGrow: count }} />
            ))}
          </span>
        ))}
      </div>
      <ul className={styles.legend} aria-hidden>
        {totals.map(({ status: kind, count }) => (
          <li key={kind} className={count === 0 ? styles.isNone : undefined}>
            <span className={classNames(styles.sample, styles[kind])} />
            <span className={styles.state}>{t(`details:strip.${kind}`)}</span>
            <Steady className={styles.count}>{strip === null ? '' : format.count(count)}</Steady>
          </li>
        ))}
      </ul>
    </>
  )
}
