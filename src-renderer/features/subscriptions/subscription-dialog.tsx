import { useState } from 'react'
import {
  defaultQueueId,
  hasKnownFields,
  mostTemplateCharacters,
  nameFields,
  type Subscription,
  type SubscriptionRule,
} from '../../../src-preload/contract/index.ts'
import type { FilterFields } from '../../state/candidate-filter.ts'
import { fieldProblem, problemText } from '../../state/error-text.ts'
import { issuesOf } from '../../state/problem.ts'
import { queueName } from '../../state/queue-name.ts'
import { fieldsOfRule, ruleOfFields } from '../../state/subscription-rule.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useSending } from '../../state/use-sending.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { subscribeProblemText } from './feed-error-text.ts'
import { intervalOptions, type Start, startOptions, startWith, usualInterval } from './subscription-choices.ts'
import styles from './subscriptions.module.css'

/** What stands for no session among the choices. */
const none = 'none'

export interface SubscriptionDialogProps {
  /** Null: a new one. */
  readonly subscription: Subscription | null
  /** What a new one begins with: what was looked at and how it was chosen. */
  readonly url?: string
  readonly rule?: SubscriptionRule
  readonly nameTemplate?: string
  readonly sessionId?: string | null
  readonly onClose: () => void
}

/** A feed that is checked by itself: which of its episodes are taken, how often it is asked, and where they go. */
export function SubscriptionDialog({ subscription, onClose, ...begun }: SubscriptionDialogProps) {
  const { subscriptions } = useCore()
  const t = useText()
  const format = useFormat()
  const queues = useLive((state) => state.queues)
  const sessions = useLive((state) => state.sessions ?? [])
  const downloadDirectory = useLive((state) => state.settings?.downloadDirectory ?? '')
  const rule = subscription?.rule ?? begun.rule ?? {}
  const [url, setUrl] = useState(subscription?.url ?? begun.url ?? '')
  const [title, setTitle] = useState(subscription?.title ?? '')
  const [fields, setFields] = useState<FilterFields>(() => fieldsOfRule(rule, format.locale))
  const [start, setStart] = useState<Start>('none')
  const [interval, setInterval] = useState(subscription?.intervalMinutes ?? usualInterval)
  const [directory, setDirectory] = useState(subscription?.directory ?? '')
  const [queueId, setQueueId] = useState(subscription?.queueId ?? defaultQueueId)
  const [sessionId, setSessionId] = useState(subscription?.sessionId ?? begun.sessionId ?? none)
  const [template, setTemplate] = useState(subscription?.nameTemplate ?? begun.nameTemplate ?? '')
  const { isSending, problem, forgetProblem, send } = useSending()
  const read = ruleOfFields(fields, rule, format.locale)
  const isTemplateWrong = template.length > mostTemplateCharacters || !hasKnownFields(template, nameFields)
  const changeFields = (patch: Partial<FilterFields>) => {
    setFields((before) => ({ ...before, ...patch }))
    forgetProblem()
  }
  const typed = (set: (value: string) => void) => (value: string) => {
    set(value)
    forgetProblem()
  }

  const submit = async () => {
    if (url.trim() === '' || read.wrong.size > 0 || isTemplateWrong) return
    const common = { url: url.trim(), intervalMinutes: interval, rule: read.rule }
    const isDone = await send(async () => {
      const { problem: refused } =
        subscription === null
          ? await subscriptions.add({
              ...common,
              startWith: startWith(start),
              ...(title.trim() !== '' && { title: title.trim() }),
              ...(directory.trim() !== '' && { directory: directory.trim() }),
              ...(queueId !== defaultQueueId && { queueId }),
              ...(sessionId !== none && { sessionId }),
              ...(template !== '' && { nameTemplate: template }),
            })
          : await subscriptions.update(subscription.id, {
              ...common,
              ...(title.trim() !== '' && { title: title.trim() }),
              directory: directory.trim() === '' ? null : directory.trim(),
              queueId: queueId === defaultQueueId ? null : queueId,
              sessionId: sessionId === none ? null : sessionId,
              nameTemplate: template === '' ? null : template,
            })
      return refused
    })
    if (isDone) onClose()
  }

  const told =
    problem === null || issuesOf(problem).some(({ path }) => shownFields.has(path)) || problem.code === 'PATH_INVALID'
      ? null
      : subscribeProblemText(t, problem)
  const number = t('sources:filter.wrongNumber')
  return (
    <FormDialog
      title={t(subscription === null ? 'subscriptions:dialog.new' : 'subscriptions:dialog.change')}
      submitLabel={
        subscription !== null
          ? t('subscriptions:dialog.save')
          : t(isSending ? 'subscriptions:dialog.reading' : 'subscriptions:dialog.subscribe')
      }
      size="large"
      problem={told}
      isIncomplete={url.trim() === ''}
      isPending={isSending}
      gridClass={styles.form}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField
        className={styles.wide}
        label={t('subscriptions:dialog.url')}
        value={url}
        autoFocus={url === ''}
        placeholder={t('subscriptions:dialog.urlPlaceholder')}
        onChange={typed(setUrl)}
        error={fieldProblem(t, problem, 'url')}
      />
      <TextField
        className={styles.wide}
        label={t('add:jobTitle')}
        value={title}
        placeholder={t('subscriptions:dialog.titlePlaceholder')}
        onChange={typed(setTitle)}
        error={fieldProblem(t, problem, 'title')}
      />
      <Select
        label={t('subscriptions:dialog.interval')}
        value={interval}
        options={intervalOptions(format, interval)}
        onChange={setInterval}
      />
      {subscription === null && (
        <Select label={t('subscriptions:dialog.start')} value={start} options={startOptions(t)} onChange={setStart} />
      )}
      <h3 className={styles.part}>{t('subscriptions:dialog.rule')}</h3>
      <TextField
        label={t('subscriptions:dialog.text')}
        value={fields.text}
        placeholder={t('subscriptions:dialog.textPlaceholder')}
        onChange={(text) => changeFields({ text })}
      />
      <TextField
        label={t('sources:filter.expression')}
        value={fields.expression}
        placeholder={t('sources:filter.expressionPlaceholder')}
        onChange={(expression) => changeFields({ expression })}
        error={read.wrong.has('expression') ? t('errors:input.expression') : fieldProblem(t, problem, 'rule.expression')}
      />
      <TextField
        label={t('sources:filter.minSize')}
        value={fields.minSize}
        onChange={(minSize) => changeFields({ minSize })}
        error={read.wrong.has('minSize') ? number : null}
      />
      <TextField
        label={t('sources:filter.maxSize')}
        value={fields.maxSize}
        onChange={(maxSize) => changeFields({ maxSize })}
        error={read.wrong.has('maxSize') ? number : null}
      />
      <TextField
        label={t('sources:filter.extensions')}
        value={fields.extensions}
        placeholder={t('sources:filter.extensionsPlaceholder')}
        onChange={(extensions) => changeFields({ extensions })}
      />
      <TextField
        label={t('subscriptions:dialog.newest')}
        value={fields.limitCount}
        placeholder={t('subscriptions:dialog.newestPlaceholder')}
        onChange={(limitCount) => changeFields({ limitCount, limit: limitCount.trim() === '' ? 'none' : 'newest' })}
        error={read.wrong.has('limitCount') ? number : null}
      />
      <h3 className={styles.part}>{t('subscriptions:dialog.target')}</h3>
      <TextField
        className={styles.wide}
        label={t('add:folder')}
        value={directory}
        placeholder={downloadDirectory}
        help={t('add:folderHelp')}
        onChange={typed(setDirectory)}
        error={problem?.code === 'PATH_INVALID' ? problemText(t, problem) : fieldProblem(t, problem, 'directory')}
      />
      <TextField
        className={styles.wide}
        label={t('sources:naming.label')}
        value={template}
        placeholder={t('subscriptions:dialog.templatePlaceholder')}
        onChange={typed(setTemplate)}
        error={isTemplateWrong ? t('errors:input.candidateTemplate') : null}
      />
      {queues.length > 1 && (
        <Select
          label={t('add:queue')}
          value={queueId}
          options={queues.map((queue) => ({ value: queue.id, label: queueName(t, queue) }))}
          onChange={setQueueId}
        />
      )}
      {sessions.length > 0 && (
        <Select
          label={t('add:session')}
          value={sessionId}
          options={[{ value: none, label: t('sessions:none') }, ...sessions.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={setSessionId}
        />
      )}
    </FormDialog>
  )
}

/** Refused values that are told at their fields. */
const shownFields = new Set(['url', 'title', 'directory', 'rule.expression'])
