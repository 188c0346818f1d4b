import { useState } from 'react'
import type { RemovalFacts } from '../../state/removal.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import styles from './removal.module.css'

interface RemovalDialogProps {
  readonly facts: RemovalFacts
  readonly deleteFiles: boolean
  readonly onClose: () => void
}

/** Asked before files are deleted, which nothing brings back; lets them stay. */
export function RemovalDialog({ facts, deleteFiles, onClose }: RemovalDialogProps) {
  const { commands } = useCore()
  const t = useText()
  const format = useFormat()
  const [withFiles, setWithFiles] = useState(deleteFiles && facts.hasFiles)
  const { count, title } = facts
  const counted = { count, formatted: format.count(count) }
  const remove = () => {
    onClose()
    void commands.run('remove', facts.selection, withFiles)
  }
  return (
    <ConfirmDialog
      title={t('common:remove.title', counted)}
      confirmLabel={withFiles ? t('common:remove.confirmFiles') : t('common:remove.confirm')}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>{title === null ? t('common:remove.several', counted) : t('common:remove.named', { title })}</p>
      {withFiles && facts.losesBytes && <p className={styles.warning}>{t('common:remove.losesBytes')}</p>}
      {facts.hasFiles && (
        <Checkbox isSelected={withFiles} onChange={setWithFiles} help={t('common:remove.deleteFilesHelp')}>
          {t('common:remove.deleteFiles')}
        </Checkbox>
      )}
    </ConfirmDialog>
  )
}
