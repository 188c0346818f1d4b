import { describe, expect, it } from 'vitest'
import { defaultSettings, type Settings } from '../../../src-preload/contract/index.ts'
import { importPatch, readSettingsFile, settingsFile } from '../../../src-renderer/state/settings-file.ts'

const here: Settings = { ...defaultSettings, downloadDirectory: '/home/me' }
const fingerprint256 = Array.from({ length: 32 }, () => 'AB').join(':')
const elsewhere: Settings = {
  ...defaultSettings,
  downloadDirectory: '/home/other/secret-place',
  maxSlots: 12,
  retry: { ...defaultSettings.retry, maxAttempts: 9 },
  schedule: { ...defaultSettings.schedule, otherwise: { mode: 'limited', speedLimit: 5_000_000 } },
  proxy: { use: 'a-proxy-id', bypass: ['*.example.org'], hosts: [{ host: 'a.example', use: 'a-proxy-id' }] },
  tls: {
    caFiles: ['/home/other/ca.pem'],
    exceptions: [{ host: 'b.example', fingerprint256, grantedAt: '2026-11-01T00:00:00Z' }],
  },
}
const file = (settings: object, more: object = {}) => JSON.stringify({ kind: 'staffel-settings', version: 1, settings, ...more })
const read = (text: string) => {
  const answer = readSettingsFile(text, here)
  if (typeof answer === 'string') throw new Error(answer)
  return answer
}

describe('a file of settings', () => {
  it('carries everything over but what belongs to one computer', () => {
    const text = settingsFile(elsewhere, '1.2.3', Date.UTC(2026, 10, 23))
    expect(text).not.toMatch(/secret-place|ca\.pem|b\.example|a-proxy-id|a\.example/)
    expect(JSON.parse(text)).toMatchObject({ kind: 'staffel-settings', version: 1, program: '1.2.3' })
    const answer = read(text)
    expect(answer).toMatchObject({ refused: [], unknown: [], own: [] })
    expect(importPatch(answer)).toEqual({
      maxSlots: 12,
      retry: { maxAttempts: 9 },
      schedule: { otherwise: { mode: 'limited', speedLimit: 5_000_000 } },
      proxy: { bypass: ['*.example.org'] },
    })
  })

  it('says of each change what it was and what it will be, and nothing of what stays', () => {
    expect(read(file({ maxSlots: 5, theme: 'system' })).changes).toEqual([{ id: 'maxSlots', from: 3, to: 5 }])
  })

  it('names what is out of range, with the range, and what cannot be at all', () => {
    const { refused, changes } = read(file({ maxSlots: 513, retry: { maxAttempts: 0 }, theme: 'pink', fairJobs: true }))
    expect(refused).toEqual([
      { id: 'maxSlots', value: 513, range: { minimum: 0, maximum: 512 } },
      { id: 'retry.maxAttempts', value: 0, range: { minimum: 1, maximum: 100 } },
      { id: 'theme', value: 'pink', range: null },
    ])
    expect(changes.map(({ id }) => id)).toEqual(['fairJobs'])
  })

  it('names what this version does not know, and what came from another computer', () => {
    const answer = read(file({ maxSlotz: 1, retry: { forever: true }, tls: elsewhere.tls, proxy: { use: 'other-id' } }))
    expect(answer.unknown).toEqual(['maxSlotz', 'retry.forever'])
    expect(answer.own).toEqual(['tls.caFiles', 'tls.exceptions', 'proxy.use'])
    expect(answer.changes).toEqual([])
  })

  it.each([
    ['{', 'notJson'],
    ['', 'notJson'],
    ['[]', 'notSettings'],
    ['null', 'notSettings'],
    ['{"maxSlots":3}', 'notSettings'],
    [file({}, { version: '1' }), 'notSettings'],
    [JSON.stringify({ kind: 'staffel-settings', version: 1, settings: [] }), 'notSettings'],
    [file({}, { version: 2 }), 'newer'],
    [`"${'x'.repeat(4_000_001)}"`, 'notSettings'],
  ])('that is none is told so: %.40s', (text, problem) => {
    expect(readSettingsFile(text, here)).toBe(problem)
  })

  it('takes a group that is no group for what cannot be', () => {
    expect(read(file({ retry: 5, __proto__x: 1 })).unknown).toEqual(['retry', '__proto__x'])
  })
})
