import { FolderSearch, ShieldCheck, Square } from 'lucide-react'
import { useStore } from 'zustand'
import { damageText } from '../../state/damage-text.ts'
import type { LibraryCheckState } from '../../state/library-check.ts'
import { useAsked } from '../../state/use-asked.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { PageScroll } from '../../ui/page-scroll.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import styles from './report.module.css'

/** Whether what the report says is there is on disk as it was, and the way to make it so again. */
export function LibraryPanel({ news }: { readonly news: number }) {
  const { library, report } = useCore()
  const t = useText()
  const check = useStore(library.store)
  const completed = useLive((state) => state.stats?.episodes.completed ?? 0)
  const history = useAsked(() => report.history(), 'history', news)
  if (completed === 0 && check.phase === 'idle') {
    if (history === null) return null
    if (history.files === 0) {
      return (
        <Empty icon={<FolderSearch aria-hidden />} title={t('report:library.emptyTitle')} text={t('report:library.emptyText')} />
      )
    }
  }
  const isRunning = check.phase === 'running'
  return (
    <PageScroll>
      <p className={styles.what}>{t('report:library.what')}</p>
      <div className={styles.actions}>
        {isRunning ? (
          <Button icon={<Square aria-hidden />} onPress={() => library.stop()}>
            {t('report:library.cancel')}
          </Button>
        ) : (
          <Button variant="primary" icon={<ShieldCheck aria-hidden />} onPress={() => void library.start()}>
            {check.phase === 'idle' ? t('report:library.start') : t('report:library.again')}
          </Button>
        )}
      </div>
      {check.phase !== 'idle' && <Progress check={check} />}
      {check.phase !== 'idle' && !isRunning && <Found check={check} />}
    </PageScroll>
  )
}

function Progress({ check }: { readonly check: LibraryCheckState }) {
  const t = useText()
  const format = useFormat()
  const { phase, found, counts } = check
  const total = Math.max(check.total, found.checked)
  const values = { done: format.count(found.checked), total: format.count(total) }
  const lines = [
    { tone: 'good', name: 'ok', count: counts.ok },
    { tone: 'bad', name: 'missing', count: counts.missing },
    { tone: 'bad', name: 'changed', count: counts.changed },
    { tone: 'bad', name: 'unreadable', count: counts.unreadable },
  ] as const
  const shown = lines.filter(({ name, count }) => name === 'ok' || count > 0)
  return (
    <div className={styles.progress} role="status" aria-live={phase === 'running' ? 'off' : 'polite'}>
      <p>
        {phase === 'stopped'
          ? t('report:library.stopped', values)
          : phase === 'failed'
            ? t('report:library.failed', values)
            : t('report:library.progress', values)}
      </p>
      <ProgressBar
        value={total === 0 ? 100 : (100 * found.checked) / total}
        tone={phase === 'running' ? 'active' : phase === 'done' ? 'good' : 'idle'}
      />
      <ul className={styles.counts} aria-label={t('report:library.label')}>
        {shown.map(({ tone, name, count }) => (
          <li key={name}>
            <ToneIcon tone={tone} />
            {t(`report:library.${name}`, { count, formatted: format.count(count) })}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Found({ check: { found } }: { readonly check: LibraryCheckState }) {
  const { commands } = useCore()
  const t = useText()
  const format = useFormat()
  const counted = (count: number) => ({ count, formatted: format.count(count) })
  const unnamed = found.wrong - found.named.length
  return (
    <>
      {found.unknown > 0 && <p className={styles.soft}>{t('report:library.unknown', counted(found.unknown))}</p>}
      {found.named.length > 0 && (
        <ul className={styles.wrong}>
          {found.named.map((file) => (
            <li key={`${file.id} ${file.removed}`}>
              <bdi>{file.path ?? file.title}</bdi>
              <span>{damageText(t, format, file)}</span>
              {file.removed && <span className={styles.soft}>{t('report:files.removed')}</span>}
            </li>
          ))}
        </ul>
      )}
      {unnamed > 0 && <p>{t('report:library.more', counted(unnamed))}</p>}
      {found.removed > 0 && <p className={styles.what}>{t('report:library.removedHelp', counted(found.removed))}</p>}
      {found.repairable.length > 0 && (
        <div className={styles.actions}>
          <Button onPress={() => void commands.repair(found.repairable)}>
            {t('report:library.repair', counted(found.repairable.length))}
          </Button>
          <span className={styles.soft}>{t('common:verified.repairHelp')}</span>
        </div>
      )}
    </>
  )
}
