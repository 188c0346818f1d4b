import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import type { PartFile } from '../../../src-main/queue/ports.ts'
import { recoveryFrom } from '../../../src-main/queue/retry.ts'
import { defaultSettings } from '../../../src-preload/contract/settings.ts'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'
import {
  deliveries,
  FaultyFile,
  type FaultyFilePlan,
  type Incident,
  proofs,
  type Stretch,
} from '../../support/fault-plan/faulty-file.ts'
import { codesOf, type Misdeed, misdeedKinds } from '../../support/fault-plan/misdeeds.ts'
import { OwnPauses } from '../../support/own-pauses.ts'

const stallTimeoutMs = 1_000
setUpBench({ stallTimeoutMs })
const pauses = new OwnPauses()
afterAll(() => pauses.stop())

/** `STAFFEL_FAULT_RUNS=2000 STAFFEL_FAULT_SEED=7` looks longer or elsewhere; so does the seed that a failure prints. */
const runs = Number(process.env.STAFFEL_FAULT_RUNS ?? 20)
const seed = Number(process.env.STAFFEL_FAULT_SEED ?? 20_261_122)
const longestMs = runs * 1_800
/** One attempt's requests, however the server behaves: 64 short answers, each asked for twice, and the opening and refusals. */
const mostRequestsPerAttempt = 200
const attemptsAtEndlessFaults = 3
/** An attempt at these sizes that is not over by then never will be. */
const mostMsPerAttempt = 60_000

type EndedAttempt = Awaited<ReturnType<typeof bench.fetch>>

interface Plan extends FaultyFilePlan {
  readonly connections: number
}

const misdeed: fc.Arbitrary<Misdeed> = fc.record({
  kind: fc.constantFrom(...misdeedKinds),
  at: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
})
const plans: fc.Arbitrary<Plan> = fc.record({
  bytes: fc.oneof(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 200_000, max: 9_000_000 })),
  proof: fc.oneof({ weight: 3, arbitrary: fc.constant('strong' as const) }, fc.constantFrom(...proofs)),
  delivery: fc.oneof({ weight: 3, arbitrary: fc.constant('ranges' as const) }, fc.constantFrom(...deliveries)),
  bytesPerSecond: fc.constantFrom(0, 3_000_000, 8_000_000),
  misdeeds: fc.array(fc.option(misdeed, { freq: 3 }), { maxLength: 8 }),
  isEndless: fc.boolean(),
  changesAt: fc.oneof(fc.constant([]), fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 3 })),
  isResized: fc.boolean(),
  connections: fc.integer({ min: 1, max: 8 }),
})

/** Codes that these incidents excuse. */
function excused(incidents: ReadonlySet<Incident>): Set<string> {
  const codes: Set<string> = codesOf([...incidents].filter((incident) => incident !== 'changed'))
  if (incidents.has('changed')) codes.add('CONTENT_CHANGED').add('RANGE_MISMATCH')
  return codes
}

/** What the part file holds where the marks say that it holds something. */
async function marked(part: PartFile): Promise<Stretch[]> {
  const bytes = await bench.read(`${part.fileName}.part`).catch(() => Buffer.alloc(0))
  return part.segments
    .filter(({ done }) => done > 0)
    .map(({ start, done }) => ({ start, bytes: bytes.subarray(start, start + done) }))
}

async function within<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`not over after ${milliseconds} ms`)), milliseconds)
  return await Promise.race([promise, late.promise]).finally(() => clearTimeout(timer))
}

/** Tries like the queue does and checks each attempt; resolves when the file is there, or the server never gives it. */
async function persist(file: FaultyFile, plan: Plan): Promise<void> {
  const { connections, isEndless, misdeeds, changesAt } = plan
  const limits = { connections, episodeSpeedLimit: 0, jobSpeedLimit: 0 }
  let mostAttempts = isEndless ? attemptsAtEndlessFaults : misdeeds.length + changesAt.length + 1
  let part: PartFile | null = null
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const before = file.requests
    const begunAt = performance.now()
    const ended: EndedAttempt = await within(mostMsPerAttempt, bench.fetch(server.url(file.path), { part, limits }))
    const incidents = file.incidentsFrom(before)
    expect(file.requests - before, 'requests of one attempt').toBeLessThanOrEqual(mostRequestsPerAttempt)
    if (ended.outcome.kind === 'completed') {
      expect(file.isVersion(await bench.read(ended.outcome.fileName)), 'a finished file is one version, whole').toBe(true)
      return
    }
    expect(ended.outcome.kind).toBe('failed')
    if (ended.outcome.kind !== 'failed') return
    const { failure, transient, retryAfterMs } = ended.outcome
    // A server that this machine kept from answering was silent as well, and had no plan to be.
    const isKeptSilent = failure.code === 'TIMEOUT_STALLED' && pauses.since(begunAt) > stallTimeoutMs / 2
    if (isKeptSilent) mostAttempts++
    else {
      const told = `${JSON.stringify(failure)} after ${[...incidents].join(', ')}`
      expect([...excused(incidents)], told).toContain(failure.code)
    }
    part = ended.part
    if (part === null) continue
    expect(file.isOfOneVersion(await marked(part)), 'what the marks claim is of one version').toBe(true)
    const facts = {
      code: failure.code,
      transient,
      retryAfterMs,
      bytesDone: 1,
      bytesBrought: 0,
      isProved: false,
      attempts: 0,
      uncountedWaits: 0,
      isBusy: false,
      isOffline: false,
      session: null,
    }
    const { bytes } = recoveryFrom(facts, defaultSettings.retry, 0)
    if (bytes === 'drop') part = { ...part, segments: [], validator: null, bytesTotal: null }
  }
  expect(isEndless, 'faults that pass end in a finished file').toBe(true)
}

test('whatever a server does, a finished file is exact or its episode says truthfully what is wrong', {
  timeout: 2 * mostMsPerAttempt + longestMs,
}, async () => {
  let round = 0
  await fc.assert(
    fc.asyncProperty(fc.array(plans, { minLength: 1, maxLength: 6 }), async (some) => {
      await bench.renew({ stallTimeoutMs })
      round++
      const ends = await Promise.allSettled(
        some.map((each, slot) => persist(new FaultyFile(server, `/${round}-${slot}`, slot + 1, each), each)),
      )
      for (const slot of some.keys()) server.remove(`/${round}-${slot}`)
      for (const end of ends) if (end.status === 'rejected') throw end.reason
    }),
    { numRuns: runs, seed, interruptAfterTimeLimit: longestMs, markInterruptAsFailure: false },
  )
})
