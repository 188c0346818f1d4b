import type { DiskOutlook } from '../../../src-preload/contract/index.ts'
import { useNow } from '../../state/use-now.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { diskParts, neededWords, outlookWords } from './disk-words.ts'
import styles from './disks.module.css'
import layout from './overview.module.css'
import { Panel } from './panel.tsx'

const mostShown = 4

/** The disks that downloads are on, and whether the rest fits. */
export function DisksPanel({ disks }: { readonly disks: readonly DiskOutlook[] | null }) {
  const t = useText()
  return (
    <Panel id="disks" title={t('overview:disk.title')}>
      {disks === null ? (
        <p className={layout.soft}>{t('overview:waiting.counting')}</p>
      ) : (
        <ul className={styles.disks}>
          {disks.slice(0, mostShown).map((disk) => (
            <Disk key={disk.path} disk={disk} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Disk({ disk }: { readonly disk: DiskOutlook }) {
  const t = useText()
  const format = useFormat()
  const now = useNow()
  const { path, freeBytes, totalBytes, reserveBytes, outlook } = disk
  const parts = diskParts(disk)
  const needed = neededWords(t, format, disk)
  return (
    <li>
      <p className={styles.path} title={path}>
        <bdi>{path}</bdi>
      </p>
      {parts !== null && (
        <div className={styles.bar} aria-hidden>
          <span className={styles.taken} style={{ width: `${parts.taken}%` }} />
          <span
            className={classNames(styles.needed, outlook === 'full' && styles.tooMuch)}
            style={{ width: `${parts.needed}%` }}
          />
          <span className={styles.space} />
          <span className={styles.reserve} style={{ width: `${parts.reserve}%` }} />
        </div>
      )}
      {freeBytes !== null && (
        <p>
          {t('overview:disk.free', { free: format.bytes(freeBytes), total: format.bytes(totalBytes ?? 0) })}
          {reserveBytes > 0 && (
            <span className={layout.soft}> {t('overview:disk.reserve', { size: format.bytes(reserveBytes) })}</span>
          )}
        </p>
      )}
      {needed !== null && <p>{needed}</p>}
      <p className={classNames(styles.outlook, styles[outlook])}>{outlookWords(t, format, disk, now)}</p>
    </li>
  )
}
