import type { Job } from '../../../src-preload/contract/index.ts'
import { useAsked } from '../../state/use-asked.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { useTick } from '../../state/use-tick.ts'
import { Fact } from './fact.tsx'
import { doneText, rateText } from './pace-text.ts'

const askAgainMs = 2_500

/** How fast a job comes along, and when it will be done. Both keep their places while nothing can be said yet. */
export function PaceFacts({ job }: { readonly job: Job }) {
  const { details, now } = useCore()
  const t = useText()
  const format = useFormat()
  const isRunning = job.status === 'downloading'
  const tick = useTick(askAgainMs, isRunning)
  const pace = useAsked(() => details.pace(job.id), `${job.id} ${job.status}`, tick)
  const rate = pace === null ? null : rateText(t, format, pace)
  const done = pace === null ? null : doneText(t, format, pace, { now: now(), isSpanKnown: job.etaSeconds !== null })
  if (!isRunning) return rate === null ? null : <Fact name={t('details:pace.label')}>{rate}</Fact>
  return (
    <>
      <Fact name={t('details:pace.label')}>{rate ?? '–'}</Fact>
      <Fact name={t('details:pace.done')}>{done ?? '–'}</Fact>
    </>
  )
}
