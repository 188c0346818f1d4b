import { expect, it } from 'vitest'
import { idSeries } from '../../../src-main/queue/id-series.ts'

const from = (id: string) => idSeries({ id: () => id })

it('gives a random id and those behind it, of sixteen digits, and goes on from the end at the beginning', () => {
  const [low, high] = [from('00000000000000fe'), from('ffffffffffffffff')]
  expect([low(), low(), low(), high(), high()]).toEqual([
    '00000000000000fe',
    '00000000000000ff',
    '0000000000000100',
    'ffffffffffffffff',
    '0000000000000000',
  ])
})
