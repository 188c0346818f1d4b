import fc from 'fast-check'
import { test } from 'vitest'
import type { Store } from '../../../src-main/queue/ports.ts'
import { expectPicksToTell, hosts, readAll, sessions } from './plain-picks.ts'
import { idsOf, newEpisode, newId, newJob } from './support.ts'
import { withStore } from './with-store.ts'

const pick = fc.nat({ max: 1_000 })
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('start' as const), pick }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('end' as const), pick, to: fc.constantFrom('queued', 'verifying', 'failed') }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sequential' as const), pick, on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fair' as const), on: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('priority' as const), pick, priority: fc.integer({ min: -1, max: 1 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('queue' as const), pick, queue: pick }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('session' as const), pick, session: fc.constantFrom(null, ...sessions) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), pick, to: fc.constantFrom('top', 'bottom') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('hold' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('resume' as const), pick }) },
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** Does what a queue does to its list while it works. */
function take(store: Store, action: Step): void {
  const { jobs, episodes } = readAll(store)
  const at = <Item>(items: readonly Item[], index: number): Item | undefined => items[index % Math.max(1, items.length)]
  const jobId = 'pick' in action ? (at(jobs, action.pick)?.id ?? '') : ''
  const queues = idsOf(store.queues())
  if (action.kind === 'start') {
    const excludedHosts = action.pick % 3 === 0 ? [at(hosts, action.pick) ?? ''] : []
    const excludedSessions = action.pick % 5 === 0 ? [at(sessions, action.pick) ?? ''] : []
    const next = store.nextEligible({ queues, excludedHosts, excludedSessions })
    if (next !== null) store.changeEpisode(next.id, { status: 'downloading' })
  } else if (action.kind === 'end') {
    const running = episodes.filter(({ status }) => status === 'downloading')
    const ended = at(running, action.pick)
    if (ended !== undefined) store.changeEpisode(ended.id, { status: action.to })
  } else if (action.kind === 'fair') store.shareFairly(action.on)
  else if (action.kind === 'sequential') store.changeJob(jobId, { sequential: action.on })
  else if (action.kind === 'priority') store.changeJob(jobId, { priority: action.priority })
  else if (action.kind === 'queue') store.changeJob(jobId, { queueId: at(queues, action.queue) ?? 'default' })
  else if (action.kind === 'session') store.changeJob(jobId, { sessionId: action.session })
  else if (action.kind === 'move') store.moveJobs([jobId], { end: action.to })
  else if (action.kind === 'hold') store.holdEpisodes(jobId, 'disk')
  else store.changeEpisodes(jobId, ['queued'], 'queued', { onlyWaiting: true })
}

test('what starts next is what all the rows say, after each step of queues, sessions, turns and fair shares', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 30, size: 'max' }), (steps) => {
      withStore((store) => {
        const queues = ['default', newId(), newId()]
        for (const id of queues.slice(1)) store.addQueue({ id, name: id, slots: null, paused: false, schedule: null })
        for (let job = 0; job < 5; job += 1) {
          const episodes = Array.from({ length: 4 }, (_, index) => newEpisode({ host: hosts[(job + index) % 3] ?? '' }))
          const sessionId = sessions[job % 4] ?? null
          store.addJob(newJob({ queueId: queues[job % 3] ?? '', sequential: job % 2 === 1, sessionId }), episodes)
        }
        let isFair = false
        for (const action of steps) {
          store.transaction(() => take(store, action), { durable: false })
          if (action.kind === 'fair') isFair = action.on
          expectPicksToTell(store, { ...readAll(store), isFair })
        }
      })
    }),
    { numRuns: 25 },
  )
})
