import type { Episode, TransferDetails } from '../../../src-preload/contract/index.ts'
import { useText } from '../../state/use-text.ts'
import styles from './details.module.css'
import { Fact } from './fact.tsx'

interface ChecksumFactProps {
  readonly checksum: Episode['checksum']
  /** Who said what digest the file has; null where that is not known. */
  readonly from: TransferDetails['digestFrom']
}

/** The digest the file must have, who said so, and the one it has. */
export function ChecksumFact({ checksum, from }: ChecksumFactProps) {
  const t = useText()
  if (checksum === null) return null
  const { algorithm, expected, actual, matches } = checksum
  const verdict =
    matches === null ? t('details:checksumPending') : matches ? t('details:checksumMatches') : t('details:checksumDiffers')
  return (
    <Fact name={t('details:checksum')} isLong>
      <span className={matches === false ? styles.bad : undefined}>
        {algorithm.toUpperCase()}: {verdict}
      </span>
      {expected !== null && <span className={styles.code}>{t('details:checksumExpected', { value: expected })}</span>}
      {actual !== null && matches === false && (
        <span className={styles.code}>{t('details:checksumActual', { value: actual })}</span>
      )}
      {from !== null && <span className={styles.source}>{t(`details:digestFrom.${from}`)}</span>}
    </Fact>
  )
}
