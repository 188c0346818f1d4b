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
