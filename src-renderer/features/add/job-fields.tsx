import { type Session, settingsSchema } from '../../../src-preload/contract/index.ts'
import { fieldProblem, problemText } from '../../state/error-text.ts'
import { priorityLevels } from '../../state/priority.ts'
import { issuesOf, type Problem } from '../../state/problem.ts'
import { queueName } from '../../state/queue-name.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { OwnWay } from '../network/own-way.tsx'
import styles from './add-dialog.module.css'
import { OwnHeaders } from './own-headers.tsx'
import { SessionField } from './session-field.tsx'
import type { JobDraft } from './use-job-draft.ts'

const mostConnections = settingsSchema.shape.maxConnectionsPerEpisode.maxValue ?? 1
const connectionChoices = Array.from({ length: mostConnections }, (_, index) => index + 1)

interface JobFieldsProps {
  readonly draft: JobDraft
  readonly onChange: (patch: Partial<JobDraft>) => void
  /** The title that it gets without one; null where nothing tells. */
  readonly derivedTitle: string | null
  /** The session that its links belong to; null for none. */
  readonly proposed: Session | null
  readonly problem: Problem | null
}

/** Everything about a new job but what it is made of, in a grid of two columns. */
export function JobFields({ draft, onChange, derivedTitle, proposed, problem }: JobFieldsProps) {
  const { commands, kind } = useCore()
  const t = useText()
  const format = useFormat()
  const settings = useLive((state) => state.settings)
  const queues = useLive((state) => state.queues)
  const headerIssue = problem === null ? undefined : issuesOf(problem).find(isHeaderIssue)
  return (
    <>
      <TextField
        className={styles.wide}
        label={t('add:jobTitle')}
        value={draft.title}
        onChange={(title) => onChange({ title })}
        placeholder={derivedTitle ?? ''}
        error={fieldProblem(t, problem, 'title') ?? fieldProblem(t, problem, 'job.title')}
      />
      <TextField
        className={styles.wide}
        label={t('add:folder')}
        value={draft.directory}
        onChange={(directory) => onChange({ directory })}
        placeholder={settings?.downloadDirectory ?? ''}
        help={t('add:folderHelp')}
        error={
          problem?.code === 'PATH_INVALID'
            ? problemText(t, problem)
            : (fieldProblem(t, problem, 'directory') ?? fieldProblem(t, problem, 'job.directory'))
        }
        beside={
          kind === 'desktop' && (
            <Button
              onPress={() => {
                void commands.chooseFolder(draft.directory).then((directory) => {
                  if (directory !== null) onChange({ directory })
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
        value={draft.priority}
        options={priorityLevels.map((level) => ({ value: level, label: t(`common:priority.${level}`) }))}
        onChange={(priority) => onChange({ priority })}
      />
      <Select
        label={t('add:connections')}
        value={draft.connections}
        options={[
          { value: 0, label: t('add:connectionsDefault', { count: settings?.maxConnectionsPerEpisode ?? 0 }) },
          ...connectionChoices.map((value) => ({ value, label: t('add:connectionsNumber', { count: format.count(value) }) })),
        ]}
        onChange={(connections) => onChange({ connections })}
      />
      {queues.length > 1 && (
        <div className={styles.wide}>
          <Select
            label={t('add:queue')}
            value={draft.queueId}
            options={queues.map((queue) => ({ value: queue.id, label: queueName(t, queue) }))}
            onChange={(queueId) => onChange({ queueId })}
          />
        </div>
      )}
      <div className={classNames(styles.wide, styles.maybe)}>
        <SessionField proposed={proposed} chosen={draft.session} onChange={(session) => onChange({ session })} />
      </div>
      <div className={classNames(styles.wide, styles.maybe)}>
        <OwnWay value={draft.proxy} onChange={(proxy) => onChange({ proxy })} />
      </div>
      <div className={styles.wide}>
        <Checkbox
          isSelected={draft.sequential}
          onChange={(sequential) => onChange({ sequential })}
          help={t('add:sequentialHelp')}
        >
          {t('add:sequential')}
        </Checkbox>
      </div>
      <div className={styles.wide}>
        <Checkbox
          isSelected={draft.startPaused}
          onChange={(startPaused) => onChange({ startPaused })}
          help={t('add:startPausedHelp')}
        >
          {t('add:startPaused')}
        </Checkbox>
      </div>
      <div className={styles.wide}>
        <OwnHeaders
          value={draft.headers}
          error={
            headerIssue === undefined ? null : t('add:headers.refused', { name: headerIssue.path.split('headers.')[1] ?? '' })
          }
          onChange={(headers) => onChange({ headers })}
        />
      </div>
    </>
  )
}

const isHeaderIssue = ({ path }: { readonly path: string }) => /^(?:job\.)?headers\./.test(path)

/** Whether a refusal is told at one of these fields. */
export function isShownAtJobField(problem: Problem): boolean {
  if (problem.code === 'PATH_INVALID') return true
  return issuesOf(problem).some((issue) => isHeaderIssue(issue) || /^(?:job\.)?(?:title|directory)$/.test(issue.path))
}
