import type { ProxyServer } from '../../../src-preload/contract/index.ts'
import { problemText } from '../../state/error-text.ts'
import type { Problem } from '../../state/problem.ts'
import { useCore } from '../../state/use-core.tsx'
import { useSending } from '../../state/use-sending.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

/** Asked before a proxy goes; says what still needs it where that keeps it. */
export function RemoveProxyDialog({ proxy, onClose }: { readonly proxy: ProxyServer; readonly onClose: () => void }) {
  const { commands } = useCore()
  const t = useText()
  const format = useFormat()
  const { isSending, problem, send } = useSending()
  const remove = async () => {
    if (await send(() => commands.removeProxy(proxy.id))) onClose()
  }
  const reason = (refused: Problem) => {
    const { settings, jobs } = refused.params
    if (settings === true) return t('network:removal.inSettings')
    if (typeof jobs !== 'number') return problemText(t, refused)
    return t('network:removal.inJobs', { count: jobs, formatted: format.count(jobs) })
  }
  return (
    <ConfirmDialog
      title={t('network:removal.title')}
      confirmLabel={t('network:removal.remove')}
      problem={problem === null ? null : reason(problem)}
      isPending={isSending}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <p>{t('network:removal.text', { name: proxy.name })}</p>
    </ConfirmDialog>
  )
}
