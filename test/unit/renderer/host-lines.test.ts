import { describe, expect, it } from 'vitest'
import { unknownHost } from '../../../src-main/queue/host-profile.ts'
import type { Host, HostProfile } from '../../../src-preload/contract/index.ts'
import { hostLines } from '../../../src-renderer/features/details/host-lines.ts'
import { createI18n } from '../../../src-renderer/state/i18n.ts'
import { createFormat } from '../../../src-renderer/ui/format/index.ts'

const linesIn = (language: 'de' | 'en', profile: Partial<HostProfile>): readonly string[] => {
  const { t } = createI18n(language)
  const host: Host = {
    host: 'files.example',
    active: 0,
    connections: 0,
    speed: 0,
    connectionLimit: 8,
    scaling: null,
    quietUntil: null,
    profile: { ...unknownHost, ...profile },
  }
  return hostLines((key, values = {}) => t(key, values), createFormat(language), host)
}

describe('what is known of HTTP/2 at a server', () => {
  const measured = { support: 'offered', http1Ms: 1_240, http2Ms: 61 } as const

  it('is said with both figures where it is the faster, in both languages', () => {
    const http2 = { ...measured, isUsed: true }
    expect(linesIn('en', { http2 })).toEqual([
      'Sends small files over HTTP/2, because that is faster',
      'Small files last took 61\u00a0ms over HTTP/2 and 1,240\u00a0ms over HTTP/1.1',
    ])
    expect(linesIn('de', { http2 })).toEqual([
      'Liefert kleine Dateien über HTTP/2, weil das schneller ist',
      'Kleine Dateien brauchten zuletzt 61\u00a0ms über HTTP/2 und 1.240\u00a0ms über HTTP/1.1',
    ])
  })

  it('is said where it is offered and not used, as far as it was measured', () => {
    expect(linesIn('en', { http2: { ...measured, isUsed: false } })[0]).toBe('Offers HTTP/2; HTTP/1.1 is used')
    const unmeasured = { support: 'offered', http1Ms: null, http2Ms: null, isUsed: false } as const
    expect(linesIn('en', { http2: unmeasured })).toHaveLength(1)
  })

  it('is said where it cannot be used, and is not worth a word where it is not offered', () => {
    const none = { http1Ms: null, http2Ms: null, isUsed: false }
    expect(linesIn('de', { http2: { ...none, support: 'broken' } })).toEqual([
      'Bietet HTTP/2 an, antwortet darüber aber nicht brauchbar',
    ])
    expect(linesIn('en', { http2: { ...none, support: 'missing' } })).toEqual([])
  })
})
