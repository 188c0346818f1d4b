import { describe, expect, it } from 'vitest'
import { lastStop, slotsAtStop, stopOfSlots } from '../../../src-renderer/features/settings/slot-stops.ts'
import { folderName } from '../../../src-renderer/state/folder-name.ts'
import { firstQuery, jobFilterOf, nextSort } from '../../../src-renderer/state/list-query.ts'
import { reconnectDelayMs } from '../../../src-renderer/state/reconnect.ts'
import { addSample, nothingMeasured } from '../../../src-renderer/state/speed-history.ts'

describe('the stops of the slot slider', () => {
  it('reach from none to the limit of the contract, always upwards', () => {
    const stops = Array.from({ length: lastStop + 1 }, (_, stop) => slotsAtStop(stop))
    expect(stops[0]).toBe(0)
    expect(stops.at(-1)).toBe(512)
    expect(stops).toEqual([...stops].sort((a, b) => a - b))
  })

  it('stand nearest to a number between them', () => {
    for (let stop = 0; stop <= lastStop; stop += 1) expect(stopOfSlots(slotsAtStop(stop))).toBe(stop)
    expect(slotsAtStop(stopOfSlots(100))).toBe(96)
  })
})

describe('small deciders', () => {
  it('name a folder by its last part, on either kind of system', () => {
    expect(folderName('/home/ana/Downloads/')).toBe('Downloads')
    expect(folderName('C:\\Users\\Ana\\Serien')).toBe('Serien')
    expect(folderName('/')).toBe('/')
  })

  it('wait longer between attempts to reconnect, but never long', () => {
    expect([0, 1, 2, 3, 4, 5, 50].map(reconnectDelayMs)).toEqual([250, 500, 1_000, 1_000, 1_000, 1_000, 1_000])
  })

  it('keep the speed line at one length', () => {
    const line = addSample(nothingMeasured, 7)
    expect(line).toHaveLength(nothingMeasured.length)
    expect(line.at(-1)).toBe(7)
  })

  it('sort upwards, then downwards, then as the queue stands', () => {
    const up = nextSort(firstQuery, 'title')
    const down = nextSort({ ...firstQuery, ...up }, 'title')
    expect([up, down, nextSort({ ...firstQuery, ...down }, 'title')]).toEqual([
      { sort: 'title', order: 'asc' },
      { sort: 'title', order: 'desc' },
      { sort: 'position', order: 'asc' },
    ])
  })

  it('ask only for what was chosen', () => {
    expect(jobFilterOf(firstQuery)).toEqual({ sort: 'position', order: 'asc' })
    expect(jobFilterOf({ ...firstQuery, queueId: 'night' })).toMatchObject({ queueId: 'night' })
    expect(jobFilterOf({ ...firstQuery, view: 'active', search: ' a ', directory: '/d' })).toEqual({
      sort: 'position',
      order: 'asc',
      status: ['downloading', 'processing'],
      q: 'a',
      directory: '/d',
    })
  })
})
