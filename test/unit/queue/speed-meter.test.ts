import { expect, it } from 'vitest'
import { SpeedMeter } from '../../../src-main/queue/speed-meter.ts'

it('tells the mean rate of the last three seconds', () => {
  const meter = new SpeedMeter()
  for (let second = 0; second <= 10; second += 1) meter.sample(second * 1_000, second < 5 ? 0 : (second - 5) * 600)
  expect(meter.bytesPerSecond(10_000)).toBe(600)
})

it('falls to zero when nothing comes any more', () => {
  const meter = new SpeedMeter()
  meter.sample(0, 0)
  meter.sample(1_000, 5_000)
  expect(meter.bytesPerSecond(1_000)).toBe(5_000)
  expect(meter.bytesPerSecond(20_000)).toBe(0)
})

it('says nothing of a rate before there is a span to measure', () => {
  const meter = new SpeedMeter()
  meter.sample(0, 0)
  meter.sample(50, 1_000_000)
  expect(meter.bytesPerSecond(50)).toBe(0)
})

it('starts anew when bytes were thrown away', () => {
  const meter = new SpeedMeter()
  meter.sample(0, 9_000)
  meter.sample(1_000, 0)
  meter.sample(2_000, 1_000)
  expect(meter.bytesPerSecond(2_000)).toBe(1_000)
})

it('stays calm where the bytes come in bursts', () => {
  const meter = new SpeedMeter()
  const told: number[] = []
  for (let nowMs = 0; nowMs <= 60_000; nowMs += 100) {
    if (nowMs % 3_000 === 0) meter.sample(nowMs, (nowMs / 1_000) * 20_000)
    if (nowMs > 20_000) told.push(meter.bytesPerSecond(nowMs))
  }
  expect(Math.min(...told)).toBeGreaterThan(19_000)
  expect(Math.max(...told)).toBeLessThan(21_000)
})

it('shows a stall of a steady stream within its three seconds, and the resumed speed as soon', () => {
  const meter = new SpeedMeter()
  const at = (nowMs: number) => (nowMs <= 10_000 ? nowMs : nowMs < 30_000 ? 10_000 : nowMs - 20_000) * 100
  let previous = -1
  const told = new Map<number, number>()
  for (let nowMs = 0; nowMs <= 40_000; nowMs += 100) {
    if (at(nowMs) !== previous) meter.sample(nowMs, at(nowMs))
    previous = at(nowMs)
    told.set(nowMs, meter.bytesPerSecond(nowMs))
  }
  expect(told.get(10_000)).toBe(100_000)
  expect(told.get(11_500)).toBeLessThan(60_000)
  expect(told.get(13_200)).toBe(0)
  expect(told.get(34_000)).toBeGreaterThan(95_000)
})

it('takes silence beyond the usual for what it is', () => {
  const meter = new SpeedMeter()
  for (let second = 0; second <= 30; second += 3) meter.sample(second * 1_000, second * 20_000)
  expect(meter.bytesPerSecond(31_000)).toBe(20_000)
  expect(meter.bytesPerSecond(38_000)).toBeLessThan(15_000)
  expect(meter.bytesPerSecond(60_000)).toBe(0)
})
