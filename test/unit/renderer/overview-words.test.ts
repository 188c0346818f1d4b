import { expect, test } from 'vitest'
import { unknownHost } from '../../../src-main/queue/host-profile.ts'
import type { DiskOutlook, HostProfile } from '../../../src-preload/contract/index.ts'
import { diskParts, neededWords, outlookWords } from '../../../src-renderer/features/overview/disk-words.ts'
import { learntWords } from '../../../src-renderer/features/overview/learnt-words.ts'
import { createI18n } from '../../../src-renderer/state/i18n.ts'
import type { Text } from '../../../src-renderer/state/use-text.ts'
import { createFormat } from '../../../src-renderer/ui/format/index.ts'

const gigabyte = 1_000_000_000
const now = Date.UTC(2026, 10, 22, 12)

function wordsIn(language: 'de' | 'en') {
  const { t: translate } = createI18n(language)
  const t: Text = (key, values = {}) => translate(key, values)
  const format = createFormat(language)
  return { t, format, disk: (given: Partial<DiskOutlook>) => outlookWords(t, format, outlook(given), now) }
}

const outlook = (given: Partial<DiskOutlook> = {}): DiskOutlook => ({
  path: '/downloads',
  freeBytes: 50 * gigabyte,
  totalBytes: 100 * gigabyte,
  reserveBytes: gigabyte,
  neededBytes: 10 * gigabyte,
  unknownFiles: 0,
  estimatedBytes: 0,
  outlook: 'enough',
  fullAt: null,
  ...given,
})

test('a forecast says “about” where a part of it is an estimate', () => {
  const { disk } = wordsIn('en')
  expect(disk({})).toBe('That fits; 39.0 GB will be left.')
  expect(disk({ unknownFiles: 2, estimatedBytes: gigabyte })).toBe('That fits; about 38.0 GB will be left.')
  expect(disk({ neededBytes: 0 })).toBe('Nothing more is to come.')
  const full = { outlook: 'full', neededBytes: 60 * gigabyte } as const
  expect(disk(full)).toBe('That does not fit: 11.0 GB are missing.')
  expect(disk({ ...full, fullAt: '2026-11-22T15:00:00.000Z' })).toBe('At the present pace full in 3 hours; 11.0 GB are missing.')
  expect(wordsIn('de').disk({ ...full, fullAt: '2026-11-22T15:00:00.000Z', estimatedBytes: gigabyte })).toBe(
    'Beim jetzigen Tempo in 3 Stunden voll; es fehlen etwa 12,0\u00a0GB.',
  )
  expect(disk({ ...full, freeBytes: 0 })).toBe('Full: 61.0 GB are missing.')
})

test('what is still to come names what is unknown about it, and is not said where it is nothing', () => {
  const { t, format } = wordsIn('en')
  const needed = (given: Partial<DiskOutlook>) => neededWords(t, format, outlook(given))
  expect(needed({ neededBytes: 0 })).toBeNull()
  expect(needed({})).toBe('Still to come: 10.0 GB')
  expect(needed({ unknownFiles: 1, estimatedBytes: gigabyte })).toBe(
    'Still to come: 10.0 GB and about 1.00 GB for 1 file of unknown size',
  )
  expect(needed({ neededBytes: 0, unknownFiles: 3, estimatedBytes: null })).toBe('Still to come: 3 files of unknown size')
})

test('the bar of a disk is never longer than the disk', () => {
  expect(diskParts(outlook())).toEqual({ taken: 50, needed: 10, reserve: 1 })
  expect(diskParts(outlook({ neededBytes: 500 * gigabyte, reserveBytes: 500 * gigabyte }))).toEqual({
    taken: 50,
    needed: 50,
    reserve: 0,
  })
  expect(diskParts(outlook({ freeBytes: null, totalBytes: null }))).toBeNull()
})

test('what was learnt of a server is told in few words, what is urgent first', () => {
  const { t, format } = wordsIn('en')
  const host = { host: 'a.example', active: 0, connections: 0, speed: 0, connectionLimit: 8, scaling: null, quietUntil: null }
  const learnt = (profile: Partial<HostProfile>) =>
    learntWords(t, format, { ...host, profile: { ...unknownHost, ...profile } }, now)
  expect(learnt({})).toEqual([])
  expect(learnt({ servesRanges: true, bestConnections: 4, refusedConnections: 6, refusedStatus: 429 })).toEqual([
    'refuses 6 connections (429)',
    'fastest with 4 connections',
    'serves parts of files',
  ])
})
