import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import {
  defaultQueueId,
  defaultTitle,
  type InputIssue,
  type NewJob,
  settingsSchema,
} from '../../../src-preload/contract/index.ts'
import { fieldProblem, problemText } from '../../state/error-text.ts'
import { type PriorityLevel, priorities, priorityLevels } from '../../state/priority.ts'
import { issuesOf } from '../../state/problem.ts'
import { queueName } from '../../state/queue-name.ts'
import { sessionForLinks } from '../../state/session-facts.ts'
import { useCore, useLive, useView } from '../../state/use-core.tsx'
import { useSending } from '../../state/use-sending.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { classNames } from '../../ui/class-names.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { OwnWay } from '../network/own-way.tsx'
import styles from './add-dialog.module.css'
import { CopiedRequest } from './copied-request.tsx'
import { isCopiedRequest } from './is-copied-request.ts'
import { LinkSummary } from './link-summary.tsx'
import { OwnHeaders } from './own-headers.tsx'
import { readHeaders } from './read-headers.ts'
import { readLinks } from './read-links.ts'
import { SessionField } from './session-field.tsx'

const mostConnections = settingsSchema.shape.maxConnectionsPerEpisode.maxValue ?? 1
const connectionChoices = Array.from({ length: mostConnections }, (_, index) => index + 1)

interface AddDialogProps {
  /** What the links begin with: what was pasted or dropped. */
  readonly text: string
  /** The session it begins with; the one that the links belong to where none is given. */
  readonly sessionId?: string
  /** Header fields it begins with, one a line. */
  readonly headers?: string
  readonly onClose: () => void
}

export function AddDialog({ text, sessionId, headers = '', onClose }: AddDialogProps) {
  const { commands, kind } = useCore()
  const t = useText()
  const format = useFormat()
  const settings = useLive((state) => state.settings)
  const [input, setInput] = useState(text)
  const [title, setTitle] = useState('')
  const [directory, setDirectory] = useState('')
  const [priority, setPriority] = useState<PriorityLevel>('normal')
  const queues = useLive((state) => state.queues)
  const shownQueueId = useView((state) => state.query.queueId)
  const [queueId, setQueueId] = useState(shownQueueId ?? defaultQueueId)
  const [session, setSession] = useState<string | null | undefined>(sessionId)
  const [headerText, setHeaderText] = useState(headers)
  const [connections, setConnections] = useState(0)
  const [proxy, setProxy] = useState<string | null>(null)
  const [sequential, setSequential] = useState(false)
  const [startPaused, setStartPaused] = useState(false)
  const { isSending, problem, forgetProblem, send } = useSending()

  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (problem !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [problem])

  // Ten thousand lines are read beside the typing, not before each letter.
  const deferred = useDeferredValue(input)
  const isRequest = isCopiedRequest(input)
  const read = useMemo(() => readLinks(isRequest ? '' : deferred), [deferred, isRequest])
  const derived = useMemo(() => defaultTitle(read.links.map((link) => link.url)), [read])
  const sessions = useLive((state) => state.sessions)
  const proposed = useMemo(
    () =>
      sessionForLinks(
        sessions ?? [],
        read.links.map((link) => link.url),
      ),
    [sessions, read],
  )
  const count = read.links.length

  const issues = problem === null ? [] : issuesOf(problem)
  const headerIssue = issues.find(isHeaderIssue)
  const directoryError = problem?.code === 'PATH_INVALID' ? problemText(t, problem) : fieldProblem(t, problem, 'directory')
  const isShownAtField = directoryError !== null || issues.some(isKnownIssue)

  const submit = async () => {
    // The newest text counts, also where it is not yet shown as counted.
    const links = isRequest ? [] : readLinks(input).links
    const own = readHeaders(headerText)
    if (links.length === 0 || own.badLine !== null) return
    const named = session === undefined ? proposed?.id : session
    const urls = links.map((link) => link.url)
    const job: NewJob = {
      urls,
      // Without one it gets the one that the empty field shows.
      ...(title.trim() !== '' && { title: title.trim() }),
      ...(directory.trim() !== '' && { directory: directory.trim() }),
      ...(priority !== 'normal' && { priority: priorities[priority] }),
      ...(queueId !== defaultQueueId && { queueId }),
      ...(named != null && { sessionId: named }),
      ...(Object.keys(own.headers).length > 0 && { headers: own.headers }),
      ...(connections > 0 && { connections }),
      ...(proxy !== null && { proxy }),
      ...(sequential && { sequential }),
      ...(startPaused && { startPaused }),
    }
    if (await send(() => commands.add(job))) onClose()
  }

  const formatted = format.count(count)
  return (
    <FormDialog
      title={t('add:title')}
      submitLabel={isSending ? t('add:submitting') : count === 0 ? t('add:submitNone') : t('add:submit', { count, formatted })}
      size="large"
      problem={problem === null || isShownAtField ? null : problemText(t, problem)}
      isIncomplete={count === 0}
      isPending={isSending}
      gridClass={styles.form}
      formRef={form}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <div className={styles.wide}>
        <TextField
          label={t('add:links')}
          value={input}
          onChange={(value) => {
            setInput(value)
            forgetProblem()
          }}
          rows={7}
          autoFocus
          placeholder={t('add:linksPlaceholder')}
          help={t('add:linksHelp')}
        />
        {isRequest ? (
          <CopiedRequest text={input} onClose={onClose} />
        ) : (
          <LinkSummary read={read} refused={issues.filter(isUrlIssue)} />
        )}
      </div>
      <TextField
        className={styles.wide}
        label={t('add:jobTitle')}
        value={title}
        onChange={(value) => {
          setTitle(value)
          forgetProblem()
        }}
        placeholder={derived ?? ''}
        error={fieldProblem(t, problem, 'title')}
      />
      <TextField
        className={styles.wide}
        label={t('add:folder')}
        value={directory}
        onChange={(value) => {
          setDirectory(value)
          forgetProblem()
        }}
        placeholder={settings?.downloadDirectory ?? ''}
        help={t('add:folderHelp')}
        error={directoryError}
        beside={
          kind === 'desktop' && (
            <Button
              onPress={() => {
                void commands.chooseFolder(directory).then((chosen) => {
                  if (chosen !== null) setDirectory(chosen)
                })
              }}
            >
              {t('add:choose')}
            </Button>
          )
        }
      />
      <Select
        label={t('add:priority')}
        value={priority}
        options={priorityLevels.map((level) => ({ value: level, label: t(`common:priority.${level}`) }))}
        onChange={setPriority}
      />
      <Select
        label={t('add:connections')}
        value={connections}
        options={[
          { value: 0, label: t('add:connectionsDefault', { count: settings?.maxConnectionsPerEpisode ?? 0 }) },
          ...connectionChoices.map((value) => ({ value, label: t('add:connectionsNumber', { count: format.count(value) }) })),
        ]}
        onChange={setConnections}
      />
      {queues.length > 1 && (
        <div className={styles.wide}>
          <Select
            label={t('add:queue')}
            value={queueId}
            options={queues.map((queue) => ({ value: queue.id, label: queueName(t, queue) }))}
            onChange={setQueueId}
          />
        </div>
      )}
      <div className={classNames(styles.wide, styles.maybe)}>
        <SessionField proposed={proposed} chosen={session} onChange={setSession} />
      </div>
      <div className={classNames(styles.wide, styles.maybe)}>
        <OwnWay value={proxy} onChange={setProxy} />
      </div>
      <div className={styles.wide}>
        <Checkbox isSelected={sequential} onChange={setSequential} help={t('add:sequentialHelp')}>
          {t('add:sequential')}
        </Checkbox>
      </div>
      <div className={styles.wide}>
        <Checkbox isSelected={startPaused} onChange={setStartPaused} help={t('add:startPausedHelp')}>
          {t('add:startPaused')}
        </Checkbox>
      </div>
      <div className={styles.wide}>
        <OwnHeaders
          value={headerText}
          error={headerIssue === undefined ? null : t('add:headers.refused', { name: headerIssue.path.slice('headers.'.length) })}
          onChange={(value) => {
            setHeaderText(value)
            forgetProblem()
          }}
        />
      </div>
    </FormDialog>
  )
}

const isUrlIssue = (issue: InputIssue) => issue.path.startsWith('urls.')
const isHeaderIssue = (issue: InputIssue) => issue.path.startsWith('headers.')
const isKnownIssue = (issue: InputIssue) =>
  isUrlIssue(issue) || isHeaderIssue(issue) || issue.path === 'title' || issue.path === 'directory'
