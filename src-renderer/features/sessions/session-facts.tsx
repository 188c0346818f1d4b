import type { ReactNode } from 'react'
import type { Session } from '../../../src-preload/contract/index.ts'
import { sessionHosts } from '../../state/session-facts.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Moment } from './moment.tsx'
import { modeText } from './session-text.ts'
import styles from './sessions.module.css'

/** What was seen of a session so far. */
export function SessionFacts({ session }: { readonly session: Session }) {
  const t = useText()
  const format = useFormat()
  const { rotations, rotatedAt, usedAt, createdAt } = session
  const hosts = sessionHosts(session)
  return (
    <dl className={styles.facts}>
      <Fact name={t('sessions:fact.hosts')} isWide>
        {hosts.length === 0 ? t('sessions:fact.noHosts') : format.list(hosts)}
      </Fact>
      <Fact name={t('sessions:fact.mode')}>{modeText(t, session)}</Fact>
      <Fact name={t('sessions:fact.rotated')}>
        {rotatedAt === null ? (
          t('sessions:fact.neverRotated')
        ) : (
          <>
            <Moment iso={rotatedAt} />, {t('sessions:fact.rotations', { count: rotations, formatted: format.count(rotations) })}
          </>
        )}
      </Fact>
      <Fact name={t('sessions:fact.used')}>{usedAt === null ? t('sessions:fact.neverUsed') : <Moment iso={usedAt} />}</Fact>
      <Fact name={t('sessions:fact.created')}>{format.dateTime(createdAt)}</Fact>
    </dl>
  )
}

interface FactProps {
  readonly name: string
  /** It takes the room of two. */
  readonly isWide?: boolean
  readonly children: ReactNode
}

function Fact({ name, isWide = false, children }: FactProps) {
  return (
    <div className={isWide ? styles.wideFact : undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
