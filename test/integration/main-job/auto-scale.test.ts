import { afterEach, expect, it } from 'vitest'
import type { ErrorBody, Host, Job, Settings, Stats } from '../../../src-preload/contract/index.ts'
import { restart, staffel } from '../../support/each-test-a-staffel.ts'
import { LimitedServer } from '../../support/limited-server.ts'
import { until } from '../../support/staffel.ts'

let limited: LimitedServer | undefined
afterEach(async () => {
  await limited?.close()
  limited = undefined
})

const bounds = { minSlots: 1, maxSlots: 24, maxConnectionsPerHost: 24 }
const hostNow = () => staffel.get<Host>(`/hosts/${limited?.host}`)

async function fetchFrom(nature: Parameters<typeof LimitedServer.start>[0], files: number): Promise<LimitedServer> {
  limited = await LimitedServer.start(nature)
  await staffel.post<Job>('/jobs', { urls: limited.urls(files) })
  return limited
}

it('has ever more at once where that brings speed, up to the bound and never beyond it', async () => {
  await staffel.patchSettings({ autoScale: true, autoScaleBounds: bounds })
  const server = await fetchFrom({ perConnection: 100_000 }, 60)
  const grown = await until(
    () => staffel.stats(),
    ({ slots }) => slots.active === 24,
    30_000,
  )
  expect(grown.slots).toMatchObject({ configured: 24, effective: 24, limitedBy: null })
  expect(grown.scaling).not.toBeNull()
  await until(
    () => server.counts(),
    ({ atOnce }) => atOnce === 24,
    5_000,
  )
  expect((await server.counts()).mostAtOnce).toBe(24)
}, 40_000)

it('stays with few where more bring nothing', async () => {
  await staffel.patchSettings({ autoScale: true, autoScaleBounds: bounds })
  await fetchFrom({ inAll: 2_000_000 }, 60)
  const found = await until(
    () => staffel.stats(),
    ({ scaling }) => scaling !== null && scaling.phase !== 'doubling',
    30_000,
  )
  expect(found.slots.effective).toBeLessThanOrEqual(8)
  expect(found.scaling?.ceiling).toBeLessThanOrEqual(8)
}, 40_000)

it('finds what a server bears that refuses more, goes on there after a restart, and fails nothing', async () => {
  await staffel.patchSettings({ autoScale: true, autoScaleBounds: bounds })
  const server = await fetchFrom({ perConnection: 100_000, most: { answers: 6, status: 429, retryAfter: null } }, 60)
  const found = await until(hostNow, ({ scaling, profile }) => scaling?.phase === 'holding' && profile.scaledTo !== null, 60_000)
  expect(found.profile.scaledTo?.connections).toBeGreaterThanOrEqual(5)
  expect(found.profile.scaledTo?.connections).toBeLessThanOrEqual(6)
  expect(found.connectionLimit).toBeLessThanOrEqual(6)
  const { refusals } = await server.counts()
  await restart('SIGTERM')
  await until(
    () => staffel.stats(),
    ({ slots }) => slots.active >= 5,
    20_000,
  )
  // It begins below what was found and does not try beyond it at once.
  expect((await server.counts()).refusals).toBe(refusals)
  expect((await staffel.get<Stats>('/stats')).episodes.failed).toBe(0)
}, 100_000)

it('is switched on and off while it runs, and the own numbers hold again', async () => {
  await staffel.patchSettings({ maxSlots: 7, maxConnectionsPerHost: 12 })
  await fetchFrom({ perConnection: 100_000 }, 60)
  const active = (wanted: (count: number) => boolean) =>
    until(
      () => staffel.stats(),
      ({ slots }) => wanted(slots.active),
      20_000,
    )
  await active((count) => count === 7)
  await staffel.patchSettings({ autoScale: true, autoScaleBounds: bounds })
  // What ran goes on: it begins with as many as there were.
  expect((await staffel.stats()).slots.active).toBe(7)
  await active((count) => count > 12)
  const settings = await staffel.patchSettings({ autoScale: false })
  expect(settings).toMatchObject({ maxSlots: 7, maxConnectionsPerHost: 12 })
  const off = await active((count) => count === 7)
  expect(off.scaling).toBeNull()
  expect(off.slots.configured).toBe(7)
  await staffel.patchSettings({ autoScale: true, maxSlots: 0 })
  await active((count) => count === 0)
}, 60_000)

it('follows its bounds at once, and says so', async () => {
  await staffel.patchSettings({ autoScale: true, autoScaleBounds: bounds })
  await fetchFrom({ perConnection: 100_000 }, 60)
  await until(
    () => staffel.stats(),
    ({ slots }) => slots.active >= 16,
    20_000,
  )
  await staffel.patchSettings({ autoScaleBounds: { maxSlots: 5 } })
  const low = await until(
    () => staffel.stats(),
    ({ slots }) => slots.active <= 5,
    10_000,
  )
  expect(low.slots).toMatchObject({ configured: 5, effective: 5 })
}, 40_000)

it('refuses bounds that do not fit together, with the range, and changes nothing', async () => {
  const before = await staffel.get<Settings>('/settings')
  const refused = async (patch: object) => {
    const { status, body } = await staffel.call<ErrorBody>('PATCH', '/settings', { language: 'de', ...patch })
    expect(status).toBe(400)
    return body
  }
  const low = await refused({ autoScaleBounds: { maxSlots: 4, minSlots: 9 } })
  expect(low).toMatchObject({ code: 'INVALID_INPUT' })
  expect(low.params.issues).toEqual([{ path: 'autoScaleBounds.minSlots', value: 9, reason: 'maximum', minimum: 1, maximum: 4 }])
  const high = await refused({ autoScaleBounds: { minSlots: 65 } })
  expect(high.params.issues).toEqual([
    { path: 'autoScaleBounds.minSlots', value: 65, reason: 'maximum', minimum: 1, maximum: 64 },
  ])
  expect(await staffel.get<Settings>('/settings')).toEqual(before)
})
