import type { TlsSettings } from '../../../src-preload/contract/index.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { useSetting } from '../settings/use-setting.ts'
import { Entries } from './entries.tsx'
import styles from './network.module.css'

/** Certificates that the person has trusted by hand, and takes that back for. */
export function TrustedCertificates({ exceptions }: Pick<TlsSettings, 'exceptions'>) {
  const t = useText()
  const format = useFormat()
  const { change } = useSetting()
  return (
    <Entries
      label={t('network:exceptions.label')}
      help={t('network:exceptions.help')}
      empty={t('network:exceptions.empty')}
      items={exceptions.map((exception) => (
        <li key={exception.host} className={styles.entry}>
          <span className={styles.text}>
            <bdi>{exception.host}</bdi>
            <span className={styles.detail}>
              {t('network:exceptions.granted', { time: format.dateTime(exception.grantedAt) })}
            </span>
            <span className={styles.code}>{exception.fingerprint256}</span>
          </span>
          <Button
            aria-label={t('network:exceptions.withdrawNamed', { host: exception.host })}
            onPress={() => void change({ tls: { exceptions: exceptions.filter((known) => known !== exception) } })}
          >
            {t('network:exceptions.withdraw')}
          </Button>
        </li>
      ))}
    />
  )
}
