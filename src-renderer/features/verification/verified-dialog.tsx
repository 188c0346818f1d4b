import { damageText } from '../../state/damage-text.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import type { Verified } from '../../state/verification.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './verified.module.css'

/** Shows which files are not what they were, and offers to fetch again what is damaged. */
export function VerifiedDialog({ found, onClose }: { readonly found: Verified; readonly onClose: () => void }) {
  const { commands } = useCore()
  const t = useText()
  const format = useFormat()
  const counted = (count: number) => ({ count, formatted: format.count(count) })
  const unnamed = found.wrong - found.named.length
  const isRepairable = found.repairable.length > 0
  const repair = () => {
    onClose()
    void commands.repair(found.repairable)
  }
  return (
    <Dialog
      title={t('common:verified.title', counted(found.wrong))}
      onClose={onClose}
      footer={
        isRepairable ? (
          <>
            <Button onPress={onClose}>{t('common:verified.leave')}</Button>
            <Button autoFocus variant="primary" onPress={repair}>
              {t('common:verified.repair')}
            </Button>
          </>
        ) : undefined
      }
    >
      <div className={styles.content}>
        <p>{t('common:verified.checked', counted(found.checked))}</p>
        <ul className={styles.files}>
          {found.named.map((file) => (
            <li key={file.id}>
              <bdi>{file.path ?? file.title}</bdi>
              <span className={styles.damage}>{damageText(t, format, file)}</span>
            </li>
          ))}
        </ul>
        {unnamed > 0 && <p>{t('common:verified.more', counted(unnamed))}</p>}
        {isRepairable && <p>{t('common:verified.repairHelp')}</p>}
      </div>
    </Dialog>
  )
}
