import { useState } from 'react'
import type { ProxyServer } from '../../../src-preload/contract/index.ts'
import { problemText } from '../../state/error-text.ts'
import type { Problem } from '../../state/problem.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './network.module.css'

/** Asked before a proxy goes; says what still needs it where that keeps it. */
export function RemoveProxyDialog({ proxy, onClose }: { readonly proxy: ProxyServer; readonly onClose: () => void }) {
  const { commands } = useCore()
  const t = useText()
  const format = useFormat()
  const [problem, setProblem] = useState<Problem | null>(null)
  const remove = async () => {
    const refused = await commands.removeProxy(proxy.id)
    if (refused === null) onClose()
    else setProblem(refused)
  }
  const reason = (refused: Problem) => {
    const { settings, jobs } = refused.params
    if (settings === true) return t('network:removal.inSettings')
    if (typeof jobs !== 'number') return problemText(t, refused)
    return t('network:removal.inJobs', { count: jobs, formatted: format.count(jobs) })
  }
  return (
    <Dialog
      role="alertdialog"
      title={t('network:removal.title')}
      closeLabel={t('common:dialog.close')}
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onPress={onClose}>
            {t('common:dialog.cancel')}
          </Button>
          <Button variant="danger" isDisabled={problem !== null} onPress={() => void remove()}>
            {t('network:removal.remove')}
          </Button>
        </>
      }
    >
      {problem === null ? (
        <p>{t('network:removal.text', { name: proxy.name })}</p>
      ) : (
        <p role="alert" className={styles.problem}>
          {reason(problem)}
        </p>
      )}
    </Dialog>
  )
}
