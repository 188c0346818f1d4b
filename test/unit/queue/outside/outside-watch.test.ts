import { expect, test, vi } from 'vitest'
import { ClockWatch } from '../../../../src-main/queue/outside/clock-watch.ts'
import { OutsideWatch } from '../../../../src-main/queue/outside/outside-watch.ts'
import { HandClock } from '../../../support/hand-clock.ts'

function watching() {
  const clock = new HandClock()
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  let addresses = ['192.0.2.7']
  const world = { clock, machine: clock, log, network: { isUp: () => true, addresses: () => addresses } }
  const told: string[] = []
  const follower = (name: string) => () => void told.push(name)
  const onJump = vi.fn()
  const clockWatch = new ClockWatch(world, { onJump, onSleep: follower('slept') })
  const watch = new OutsideWatch(world, clockWatch, {
    onWake: follower('wake'),
    onAddressLost: follower('lost'),
    onAddressGained: follower('gained'),
    onLook: () => undefined,
  })
  watch.start()
  const setAddresses = (...now: string[]) => {
    addresses = now
  }
  return { clock, watch, told, onJump, setAddresses, log }
}

test('while nothing happens nothing is told, for days', () => {
  const { clock, told, onJump } = watching()
  clock.pass(2 * 86_400_000)
  expect(told).toEqual([])
  expect(onJump).not.toHaveBeenCalled()
})

test('a sleep that the monotonic clock did not see is told once, within five seconds of waking', () => {
  const { clock, told } = watching()
  clock.sleep(3_600_000)
  clock.pass(5_000)
  expect(told).toEqual(['slept', 'wake'])
  clock.pass(60_000)
  expect(told).toEqual(['slept', 'wake'])
})

test('a sleep during which the monotonic clock went on is told by the look that came late', () => {
  const { clock, told } = watching()
  clock.sleepCounted(3_600_000)
  clock.pass(0)
  expect(told).toEqual(['wake'])
})

test('a clock that was set is no sleep', () => {
  const { clock, told, onJump } = watching()
  clock.set(86_400_000)
  clock.pass(60_000)
  expect(told).toEqual([])
  expect(onJump).toHaveBeenCalledExactlyOnceWith(86_400_000)
})

test('another network is an address lost and one gained; an address in addition loses none', () => {
  const { clock, told, setAddresses } = watching()
  setAddresses('192.0.2.7', '10.8.0.2')
  clock.pass(5_000)
  expect(told.splice(0)).toEqual(['gained'])
  setAddresses('198.51.100.4', '10.8.0.2')
  clock.pass(5_000)
  expect(told.splice(0)).toEqual(['lost', 'gained'])
  setAddresses()
  clock.pass(5_000)
  expect(told.splice(0)).toEqual(['lost'])
})

test('what cannot be done at one look is tried at the next, and the looks go on', () => {
  const { clock, onJump, log } = watching()
  onJump.mockImplementationOnce(() => {
    throw new Error('database or disk is full')
  })
  clock.set(-3_600_000)
  clock.pass(5_000)
  expect(log.error).toHaveBeenCalledTimes(1)
  clock.pass(5_000)
  expect(onJump).toHaveBeenCalledTimes(2)
  expect(onJump).toHaveBeenLastCalledWith(-3_600_000)
  clock.pass(60_000)
  expect(onJump).toHaveBeenCalledTimes(2)
})

test('closed, it looks no more', () => {
  const { clock, watch } = watching()
  watch.close()
  expect(clock.timers).toBe(0)
})
