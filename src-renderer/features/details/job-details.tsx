import { type Job, settingsSchema } from '../../../src-preload/contract/index.ts'
import { allows } from '../../state/item-actions.ts'
import { jobStateText } from '../../state/item-text.ts'
import { sessionOf } from '../../state/live-store.ts'
import { priorities, priorityLevel, priorityLevels, unusualPriority } from '../../state/priority.ts'
import { queueName } from '../../state/queue-name.ts'
import { jobRemedy } from '../../state/remedy.ts'
import { selectOnly } from '../../state/selection.ts'
import { showSessions } from '../../state/show-page.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { QuantityField } from '../../ui/quantity-field.tsx'
import { Select } from '../../ui/select.tsx'
import { Steady } from '../../ui/steady.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { OwnWay } from '../network/own-way.tsx'
import styles from './details.module.css'
import { EpisodeStrip } from './episode-strip.tsx'
import { ErrorFacts } from './error-facts.tsx'
import { etaText } from './eta-text.ts'
import { Fact } from './fact.tsx'
import { JobFailures } from './job-failures.tsx'
import { NetworkHelp } from './network-help.tsx'
import { PaceFacts } from './pace-facts.tsx'
import { Section } from './section.tsx'
import { SessionChoice } from './session-choice.tsx'
import { SignInHelp } from './sign-in-help.tsx'
import { sizeText } from './size-text.ts'
import { SpeedChart } from './speed-chart.tsx'
import { SubscriptionFact } from './subscription-fact.tsx'

export function JobDetails({ job }: { readonly job: Job }) {
  const t = useText()
  const format = useFormat()
  const { commands, details, view } = useCore()
  const state = jobStateText(t, format, job)
  const isRunning = job.status === 'downloading'
  const unusual = unusualPriority(job.priority)
  const queue = useLive(({ queues }) => (queues.length > 1 ? (queues.find(({ id }) => id === job.queueId) ?? null) : null))
  const session = useLive(sessionOf(job.sessionId))
  const current = job.currentEpisode
  const signIn = jobRemedy(job) === 'signIn' ? <SignInHelp jobId={job.id} episodeId={null} /> : null
  const network = job.episodesFailed > 0 ? <NetworkHelp error={job.error} item={{ kind: 'job', id: job.id }} /> : null
  const retry = () => void commands.run('retry', selectOnly([{ kind: 'job', id: job.id }]))
  return (
    <>
      <h3 className={styles.title}>
        <bdi>{job.title}</bdi>
      </h3>
      <p className={styles.state}>
        <ToneIcon tone={state.tone} />
        {state.text}
        {job.progress !== null && <Steady className={styles.percent}>{format.percent(job.progress)}</Steady>}
      </p>
      <div className={styles.jobBar}>
        <ProgressBar value={job.progress} tone={job.status === 'completed' ? 'good' : isRunning ? 'active' : 'idle'} />
      </div>
      {job.error === null ? (
        signIn !== null && <div className={styles.ways}>{signIn}</div>
      ) : (
        <ErrorFacts error={job.error} onRetry={allows(job, 'retry') ? retry : null} help={signIn ?? network} />
      )}
      {job.episodesTotal > 1 && (
        <Section name={t('details:episodes')}>
          <EpisodeStrip job={job} />
        </Section>
      )}
      <JobFailures job={job} />
      <dl className={styles.facts}>
        <Fact name={t('details:episodes')}>
          {t('details:episodesValue', { done: format.count(job.episodesCompleted), total: format.count(job.episodesTotal) })}
          {job.episodesFailed > 0 && (
            <>
              {' · '}
              <span className={styles.badPart}>
                {t('details:episodesFailed', { count: job.episodesFailed, formatted: format.count(job.episodesFailed) })}
              </span>
            </>
          )}
        </Fact>
        <Fact name={t('details:current')} isLong>
          {current === null ? (
            isRunning && '–'
          ) : (
            <>
              <bdi>{current.title}</bdi>
              {current.progress !== null && ` · ${format.percent(current.progress)}`}
            </>
          )}
        </Fact>
        <Fact name={t('details:retryAt')}>{job.retryAt === null ? null : format.dateTime(job.retryAt)}</Fact>
        <Fact name={t('details:size')}>{sizeText(t, format, job)}</Fact>
        <Fact name={t('details:speed')}>{isRunning ? format.speed(job.speed) : null}</Fact>
        <Fact name={t('details:eta')}>{isRunning ? etaText(format, job.etaSeconds) : null}</Fact>
        <PaceFacts job={job} />
        <Fact name={t('details:folder')} isLong>
          {job.directory}
        </Fact>
        <Fact name={t('details:queue')}>{queue !== null && <bdi>{queueName(t, queue)}</bdi>}</Fact>
        <Fact name={t('details:session')}>
          {session !== null && (
            <LinkButton onPress={() => showSessions(view, { tab: 'sessions', sessionId: session.id })}>
              <bdi>{session.name}</bdi>
            </LinkButton>
          )}
        </Fact>
        <SubscriptionFact job={job} />
        <Fact name={t('details:priority')}>{unusual !== null && t(`common:priority.${unusual}`)}</Fact>
        <Fact name={t('details:position')}>{format.count(job.position)}</Fact>
        <Fact name={t('details:added')}>{format.dateTime(job.createdAt)}</Fact>
        <Fact name={t('details:started')}>{job.startedAt === null ? null : format.dateTime(job.startedAt)}</Fact>
        <Fact name={t('details:finished')}>
          {job.status !== 'completed' || job.finishedAt === null ? null : format.dateTime(job.finishedAt)}
        </Fact>
      </dl>
      <Section name={t('details:chart.label')}>
        <SpeedChart about={job.id} isRunning={isRunning} ask={() => details.jobSpeeds(job.id)} />
      </Section>
      {job.status !== 'completed' && <JobLimits job={job} />}
    </>
  )
}

const mostConnections = settingsSchema.shape.maxConnectionsPerEpisode.maxValue ?? 1

/** What can be changed about a job while it is in the list. */
function JobLimits({ job }: { readonly job: Job }) {
  const { commands } = useCore()
  const t = useText()
  const format = useFormat()
  const range = (minimum: number, maximum: number) =>
    t('details:range', { minimum: format.decimal(minimum), maximum: format.decimal(maximum) })
  const queues = useLive((state) => state.queues)
  const speeds = { minimum: 0, maximum: settingsSchema.shape.speedLimit.maxValue ?? 0 }
  return (
    <Disclosure title={t('details:limits')} className={styles.limits}>
      {queues.length > 1 && (
        <Select
          label={t('details:queue')}
          value={job.queueId}
          options={queues.map((queue) => ({ value: queue.id, label: queueName(t, queue) }))}
          onChange={(queueId) => void commands.updateJob(job.id, { queueId })}
        />
      )}
      <SessionChoice jobId={job.id} sessionId={job.sessionId} />
      <Select
        label={t('details:priority')}
        value={priorityLevel(job.priority)}
        options={priorityLevels.map((level) => ({ value: level, label: t(`common:priority.${level}`) }))}
        onChange={(level) => void commands.updateJob(job.id, { priority: priorities[level] })}
      />
      <Checkbox
        isSelected={job.sequential}
        help={t('details:sequentialHelp')}
        onChange={(sequential) => void commands.updateJob(job.id, { sequential })}
      >
        {t('details:sequential')}
      </Checkbox>
      <OwnWay value={job.proxy} onChange={(proxy) => void commands.updateJob(job.id, { proxy })} />
      <QuantityField
        label={t('details:connections')}
        value={job.connections ?? 0}
        minimum={0}
        maximum={mostConnections}
        locale={format.locale}
        rangeError={range(0, mostConnections)}
        help={t('details:connectionsHelp')}
        onChange={(value) => void commands.updateJob(job.id, { connections: value === 0 ? null : value })}
      />
      <QuantityField
        label={t('details:speedLimit')}
        value={job.speedLimit}
        {...speeds}
        scale={1_000_000}
        unit={t('details:speedLimitUnit')}
        locale={format.locale}
        rangeError={range(speeds.minimum, speeds.maximum / 1_000_000)}
        onChange={(speedLimit) => void commands.updateJob(job.id, { speedLimit })}
      />
    </Disclosure>
  )
}
