import { useState } from 'react'
import type { CookieInspection, Session } from '../../../src-preload/contract/index.ts'
import { fieldProblem, problemText } from '../../state/error-text.ts'
import type { Selection } from '../../state/selection.ts'
import { sessionHosts } from '../../state/session-facts.ts'
import type { SignInSeeker } from '../../state/session-view.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useSending } from '../../state/use-sending.ts'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ImportTarget, type Target } from './import-target.tsx'
import { InspectionSummary } from './inspection-summary.tsx'
import { readHost } from './read-hosts.ts'
import { TextIntake } from './text-intake.tsx'
import { useImport } from './use-import.ts'
import { useInspection } from './use-inspection.ts'

interface ImportDialogProps {
  /** Where the cookies are meant to go; null for a new session. */
  readonly sessionId: string | null
  /** The job that needs them. */
  readonly seeker: SignInSeeker | null
  /** What the field begins with. */
  readonly text?: string
  /** Jobs that get the new session. */
  readonly jobs?: Selection
  readonly onClose: () => void
}

/** Takes cookies in any form that programs hand them out in, says what it found, and makes or renews a session with them. */
export function ImportDialog({ sessionId, seeker, text: given = '', jobs, onClose }: ImportDialogProps) {
  const t = useText()
  const { live } = useCore()
  const sessions = useLive((state) => state.sessions ?? [])
  /** As it was when the dialog was opened: its sign-in may be renewed by somebody else meanwhile. */
  const [meant] = useState(() => live.getState().sessions?.find(({ id }) => id === sessionId) ?? null)
  const [text, setText] = useState(given)
  const [host, setHost] = useState(() => firstHost(meant, seeker))
  const [isHomeless, setHomeless] = useState(false)
  const [target, setTarget] = useState<Target>(() => ({
    sessionId: meant?.id ?? null,
    // What a server no longer accepts is not worth keeping.
    replace: meant !== null && meant.signIn !== null,
    name: '',
    mode: 'automatic',
  }))
  const { isSending, problem, forgetProblem, send } = useSending()
  const run = useImport({ seeker, jobs: jobs ?? null, onClose })

  const cookieHost = readHost(host)
  const { inspection, problem: unread, isCurrent } = useInspection(text, cookieHost)
  // Once a host is known nothing is missing any more, but it can still be another one.
  if (inspection !== null && !isHomeless && lacksHost(inspection)) setHomeless(true)
  const asksHost = isHomeless && inspection?.format !== null
  const cookies = inspection?.cookies ?? []
  const isUsable = cookies.length > 0 && (!asksHost || cookieHost !== '')
  const proposedName = inspection?.hosts[0] ?? seeker?.host ?? cookieHost
  const request = inspection?.request ?? null

  const submit = async (withDownload: boolean) => {
    if (!isCurrent || (!isUsable && !withDownload)) return
    const name = target.name.trim() === '' ? proposedName : target.name.trim()
    const wanted = { ...target, name, text, hasCookies: isUsable, cookieHost: asksHost ? cookieHost : '' }
    await send(() => run(wanted, withDownload))
  }

  const nameError = fieldProblem(t, problem, 'name')
  const isHostRefused = fieldProblem(t, problem, 'cookiesHost') !== null || fieldProblem(t, unread, 'host') !== null
  const failed = nameError === null && !isHostRefused ? (problem ?? unread) : null
  return (
    <FormDialog
      title={meant === null ? t('sessions:import.title') : t('sessions:import.titleInto', { name: meant.name })}
      submitLabel={t('sessions:import.submit')}
      size="large"
      problem={failed === null ? null : problemText(t, failed)}
      actions={
        request !== null &&
        seeker === null &&
        jobs === undefined && (
          <Button isDisabled={!isCurrent || isSending} onPress={() => void submit(true)}>
            {isUsable ? t('sessions:import.withDownload') : t('sessions:import.onlyDownload')}
          </Button>
        )
      }
      isIncomplete={!isUsable || !isCurrent}
      isPending={isSending}
      onSubmit={() => void submit(false)}
      onClose={onClose}
    >
      {jobs !== undefined && <p>{t('sessions:import.forJobs')}</p>}
      {seeker !== null && meant === null && <p>{t('sessions:import.forJob', { title: seeker.title })}</p>}
      <TextIntake
        label={t('sessions:import.text')}
        help={t('sessions:import.textHelp')}
        placeholder={t('sessions:import.placeholder')}
        value={text}
        onChange={(value) => {
          setText(value)
          forgetProblem()
          if (value.trim() === '') setHomeless(false)
        }}
      />
      {inspection !== null && <InspectionSummary inspection={inspection} />}
      {asksHost && (
        <TextField
          label={t('sessions:import.host')}
          help={t('sessions:import.hostHelp')}
          placeholder={t('sessions:import.hostPlaceholder')}
          value={host}
          onChange={setHost}
          error={isHostRefused ? t('sessions:rules.hostRefused') : null}
        />
      )}
      {isUsable && (
        <ImportTarget
          target={target}
          sessions={sessions}
          isSettled={meant !== null || jobs !== undefined}
          proposedName={proposedName}
          nameError={nameError}
          onChange={(change) => setTarget((before) => ({ ...before, ...change }))}
        />
      )}
    </FormDialog>
  )
}

/** Names and values alone do not say whose they are, unless the request they went with does. */
function lacksHost({ format, problems }: CookieInspection): boolean {
  return format === 'header' || format === 'plain' || problems.some(({ reason }) => reason === 'noHost')
}

/** The host that cookies without one are most likely meant for. */
function firstHost(session: Session | null, seeker: SignInSeeker | null): string {
  return seeker?.host ?? (session === null ? undefined : sessionHosts(session)[0]) ?? ''
}
