import { expect, test, vi } from 'vitest'
import { HostKeeper } from '../../../src-main/queue/host-keeper.ts'
import { AutoScale } from '../../../src-main/queue/scaling/auto-scale.ts'
import { SettingsKeeper } from '../../../src-main/queue/settings-keeper.ts'
import { HandClock } from '../../support/hand-clock.ts'
import { temporaryStore } from '../store/support.ts'

const minute = 60_000

function keeperOf() {
  const clock = new HandClock()
  const { store } = temporaryStore()
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  const settings = new SettingsKeeper(store, { downloadDirectory: '/downloads', forced: {} }, log)
  const eased: string[] = []
  const random = { id: () => '0', fraction: () => 0.5 }
  const hosts = new HostKeeper(
    { store, clock, log, random },
    settings,
    new AutoScale(clock, settings),
    (host) => void eased.push(host),
  )
  return { clock, hosts, eased }
}
const busyFor = (retryAfterMs: number) => ({ status: 503, retryAfterMs, connections: 1, isServing: false })

test('a host that wants to be left alone is, in its own time, whatever the clock is set to', () => {
  const { clock, hosts } = keeperOf()
  hosts.refused('busy.example', busyFor(10 * minute))
  clock.set(86_400_000)
  clock.pass(10 * minute - 1)
  expect(hosts.quietHosts()).toEqual(['busy.example'])
  expect(hosts.quietOf('busy.example')?.until).toBe(clock.now() + 1)
  clock.pass(1)
  expect(hosts.quietHosts()).toEqual([])
})

test('the time that the machine slept counts for it', () => {
  const { clock, hosts, eased } = keeperOf()
  hosts.refused('busy.example', busyFor(10 * minute))
  clock.sleep(8 * minute)
  hosts.slept(8 * minute)
  clock.pass(2 * minute)
  expect(hosts.quietHosts()).toEqual([])
  expect(eased).toContain('busy.example')
})

test('on another network those who could not be reached are asked again at once, those who asked for less are not', () => {
  const { clock, hosts } = keeperOf()
  hosts.unreachable('away.example')
  hosts.refused('busy.example', busyFor(minute))
  hosts.networkChanged()
  clock.pass(0)
  expect(hosts.quietHosts()).toEqual(['busy.example'])
})
