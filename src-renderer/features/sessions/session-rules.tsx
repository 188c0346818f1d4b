import { useState } from 'react'
import type { Session } from '../../../src-preload/contract/index.ts'
import { issueText, problemText } from '../../state/error-text.ts'
import { issuesOf } from '../../state/problem.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { CommittedField } from '../../ui/committed-field.tsx'
import { offeredModes } from './offered-modes.ts'
import { readHosts } from './read-hosts.ts'
import styles from './sessions.module.css'

type Patch = Parameters<ReturnType<typeof useCore>['sessions']['update']>[1]

/** What a person decides about a session: each change counts at once. */
export function SessionRules({ session }: { readonly session: Session }) {
  const t = useText()
  const name = useChange(session.id)
  const mode = useChange(session.id)
  const hosts = useChange(session.id, t('sessions:rules.hostRefused'))
  const address = useChange(session.id, t('errors:input.url'))
  return (
    <section className={styles.part} aria-label={t('sessions:rules.title')}>
      <h3>{t('sessions:rules.title')}</h3>
      <div className={styles.rules}>
        <CommittedField
          label={t('sessions:rules.name')}
          value={session.name}
          error={name.error}
          onCommit={(text) => name.change({ name: text.trim() })}
        />
        <CommittedField
          label={t('sessions:rules.address')}
          help={t('sessions:rules.addressHelp')}
          placeholder={t('sessions:rules.addressPlaceholder')}
          value={session.signInUrl ?? ''}
          error={address.error}
          onCommit={(text) => address.change({ signInUrl: text.trim() === '' ? null : text.trim() })}
        />
        <div className={styles.wide}>
          <CommittedField
            label={t('sessions:rules.hosts')}
            help={t('sessions:rules.hostsHelp')}
            placeholder={t('sessions:rules.hostsPlaceholder')}
            value={session.hosts.join(', ')}
            error={hosts.error}
            onCommit={(text) => hosts.change({ hosts: [...readHosts(text)] })}
          />
        </div>
        <div className={styles.wide}>
          <ChoiceList
            label={t('sessions:rules.mode')}
            value={session.mode}
            options={offeredModes.map((value) => ({
              value,
              label: t(`sessions:mode.${value}`),
              help: t(`sessions:modeHelp.${value}`),
            }))}
            onChange={(value) => void mode.change({ mode: value })}
          />
          {mode.error !== null && (
            <p role="alert" className={styles.problem}>
              {mode.error}
            </p>
          )}
        </div>
      </div>
    </section>
  )
}

/** Changes a session and keeps what the core says against it, in words, for its field. `refused`: what it says of a value. */
function useChange(sessionId: string, refused?: string) {
  const { sessions } = useCore()
  const t = useText()
  const [error, setError] = useState<string | null>(null)
  return {
    error,
    change: async (patch: Patch): Promise<boolean> => {
      const { problem } = await sessions.update(sessionId, patch)
      const issue = problem === null ? undefined : issuesOf(problem)[0]
      setError(problem === null ? null : issue === undefined ? problemText(t, problem) : (refused ?? issueText(t, issue)))
      return problem === null
    },
  }
}
