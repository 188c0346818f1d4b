import { FileX } from 'lucide-react'
import type { Inspection } from '../../../src-preload/contract/index.ts'
import { episodeErrorText, problemText } from '../../state/error-text.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Empty } from '../../ui/empty.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import styles from './inspection.module.css'
import { SkippedList } from './skipped-list.tsx'
import type { Inspecting } from './use-inspecting.ts'

interface InspectionStatusProps {
  readonly inspecting: Inspecting
}

/** In place of what would have been found: why nothing could be read, and the way to look once more. */
export function InspectionFailure({ inspecting: { inspection, of, read } }: InspectionStatusProps) {
  const t = useText()
  if (inspection?.error == null) return null
  const { what, help } = episodeErrorText(t, inspection.error)
  return (
    <div role="status" className={styles.failure}>
      <Empty icon={<FileX aria-hidden />} title={what} text={help}>
        {of?.kind === 'address' && <Button onPress={() => void read(of)}>{t('sources:again')}</Button>}
      </Empty>
    </div>
  )
}

/** What was recognised, how much of it there is, and what of it is bad and why; while it runs, how far it is. */
export function InspectionStatus({ inspecting: { inspection, sent, problem } }: InspectionStatusProps) {
  const t = useText()
  if (problem !== null) {
    const isGone = problem.code === 'NOT_FOUND'
    return <p className={styles.bad}>{isGone ? t('sources:forgotten') : problemText(t, problem)}</p>
  }
  const isRunning = inspection === null || inspection.state === 'waiting' || inspection.state === 'running'
  const failure = inspection?.error == null ? null : episodeErrorText(t, inspection.error)
  return (
    <div className={styles.status}>
      <p role="status" className={classNames(failure !== null && styles.bad)}>
        {failure !== null ? (
          `${failure.what} ${failure.help}`
        ) : (
          <>
            {isRunning && <span>{t('sources:looking')} </span>}
            {/* What runs on is seen; spoken is how it began and what came of it. */}
            <span aria-hidden={isRunning}>{inspection !== null && <Found inspection={inspection} />}</span>
          </>
        )}
      </p>
      {isRunning && <ProgressBar value={shareOf(inspection, sent)} tone="active" />}
      {!isRunning && inspection !== null && inspection.skipped > 0 && <SkippedList inspection={inspection} />}
    </div>
  )
}

function Found({ inspection }: { readonly inspection: Inspection }) {
  const t = useText()
  const format = useFormat()
  const { kind, title, url, found, bytes, known, skipped, pages, bytesRead } = inspection
  const isDone = inspection.state === 'done'
  const counted = (count: number) => ({ count, formatted: format.count(count) })
  const facts = [
    ...(isDone || found > 0 ? [t('sources:found', counted(found))] : []),
    ...(bytes > 0 ? [format.bytes(bytes)] : []),
    ...(known > 0 ? [t('sources:known', counted(known))] : []),
    ...(skipped > 0 ? [t('sources:skipped', counted(skipped))] : []),
    ...(pages !== null && pages.read + pages.left > 1
      ? [t('sources:pages', { read: format.count(pages.read), total: format.count(pages.read + pages.left) })]
      : []),
    ...(!isDone && bytesRead > 0 ? [t('sources:read', { size: format.bytes(bytesRead) })] : []),
  ]
  return (
    <>
      {/* The spaces are for whoever hears it: names and figures would run into each other. */}
      {kind !== null && <strong className={styles.kind}>{t(`sources:kind.${kind}`)}</strong>}{' '}
      {(title ?? url) !== null && (
        <span className={styles.title} title={url ?? undefined}>
          <bdi>{title ?? url}</bdi>
        </span>
      )}{' '}
      {facts.length > 0 && <span className={styles.facts}>{facts.join(' · ')}</span>}
    </>
  )
}

/** 0–100; null where nobody knows how much there is to come. */
function shareOf(inspection: Inspection | null, sent: Inspecting['sent']): number | null {
  if (sent !== null && sent.of > 0) return (100 * sent.bytes) / sent.of
  const pages = inspection?.pages ?? null
  if (pages === null || pages.read === 0) return null
  return (100 * pages.read) / (pages.read + pages.left)
}
