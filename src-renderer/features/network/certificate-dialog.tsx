import { ShieldAlert } from 'lucide-react'
import type { RefusedCertificate } from '../../state/certificate.ts'
import { problemText } from '../../state/error-text.ts'
import type { RowRef } from '../../state/row-ref.ts'
import { selectOnly } from '../../state/selection.ts'
import { useCore } from '../../state/use-core.tsx'
import { useSending } from '../../state/use-sending.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import styles from './network.module.css'

interface CertificateDialogProps {
  readonly refused: RefusedCertificate
  /** What failed because of it, and is tried again. */
  readonly item: RowRef
  readonly onClose: () => void
}

/** Shows a certificate that nobody vouches for, says what trusting it means, and takes it where the person wants that. */
export function CertificateDialog({ refused, item, onClose }: CertificateDialogProps) {
  const { commands } = useCore()
  const t = useText()
  const format = useFormat()
  const { isSending, problem, send } = useSending()
  const { host, fault, reason, certificate } = refused
  const { validFrom, validTo } = certificate
  const trust = async () => {
    if (!(await send(() => commands.trustCertificate(refused)))) return
    onClose()
    void commands.run('retry', selectOnly([item]))
  }
  return (
    <ConfirmDialog
      title={t('network:certificate.title')}
      confirmLabel={t('network:certificate.trust')}
      size="large"
      problem={problem === null ? null : problemText(t, problem)}
      isPending={isSending}
      onConfirm={() => void trust()}
      onClose={onClose}
    >
      <p className={styles.warning}>
        <ShieldAlert aria-hidden />
        <span>{t('network:certificate.warning', { host })}</span>
      </p>
      <p>{t('network:certificate.advice')}</p>
      <dl className={styles.facts}>
        <dt>{t('network:certificate.host')}</dt>
        <dd>
          <bdi>{host}</bdi>
        </dd>
        <dt>{t('network:certificate.problem')}</dt>
        <dd>{t(`network:certificate.reason.${fault}`, { reason })}</dd>
        <dt>{t('network:certificate.subject')}</dt>
        <dd>
          <bdi>{certificate.subject}</bdi>
        </dd>
        <dt>{t('network:certificate.names')}</dt>
        <dd>
          <bdi>{certificate.names === '' ? '–' : certificate.names}</bdi>
        </dd>
        <dt>{t('network:certificate.issuer')}</dt>
        <dd>
          <bdi>{certificate.issuer}</bdi>
        </dd>
        {validFrom !== null && validTo !== null && (
          <>
            <dt>{t('network:certificate.validity')}</dt>
            <dd>{t('network:certificate.validBetween', { from: format.dateTime(validFrom), to: format.dateTime(validTo) })}</dd>
          </>
        )}
        <dt>{t('network:certificate.fingerprint')}</dt>
        <dd className={styles.code}>{certificate.fingerprint256}</dd>
      </dl>
      <p className={styles.help}>{t('network:certificate.scope')}</p>
    </ConfirmDialog>
  )
}
