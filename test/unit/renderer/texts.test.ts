import { ORPCError } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import { episodeErrorCodes, type Notice, noticeSchema, type Row, sourceProblems } from '../../../src-preload/contract/index.ts'
import { toastText } from '../../../src-renderer/features/toasts/toast-text.ts'
import { columnNames, usualColumns } from '../../../src-renderer/state/columns.ts'
import { episodeErrorText, issueText, problemText } from '../../../src-renderer/state/error-text.ts'
import { type FactColumn, factText } from '../../../src-renderer/state/fact-text.ts'
import { createI18n } from '../../../src-renderer/state/i18n.ts'
import { episodeStateText, jobStateText } from '../../../src-renderer/state/item-text.ts'
import { issuesOf, problemOf } from '../../../src-renderer/state/problem.ts'
import type { Toast } from '../../../src-renderer/state/toasts.ts'
import type { Text } from '../../../src-renderer/state/use-text.ts'
import { createFormat } from '../../../src-renderer/ui/format/index.ts'
import { episodeWith, jobWith } from '../../support/items.ts'

const textIn = (language: 'de' | 'en'): Text => {
  const { t } = createI18n(language)
  return (key, values = {}) => t(key, values)
}
const de = textIn('de')
const en = textIn('en')

describe('a name in a sentence', () => {
  it('is set apart where it runs from the right, so that the sentence around it keeps its order', () => {
    expect(de('common:remove.named', { title: 'ספר' })).toBe('„\u2068ספר\u2069“ wird aus der Liste entfernt.')
  })

  it('is left as it is otherwise, special characters too', () => {
    expect(de('common:remove.named', { title: 'R&D <1>' })).toBe('„R&D <1>“ wird aus der Liste entfernt.')
  })
})

describe('a failure in words', () => {
  it('tells a disk without room from one that takes no file this large', () => {
    for (const t of [de, en]) {
      const [full, limited] = ['ENOSPC', 'EFBIG'].map((reason) => episodeErrorText(t, { code: 'DISK_FULL', params: { reason } }))
      expect(full?.short).not.toMatch(/full|voll/i)
      for (const part of ['short', 'what', 'help'] as const) expect(limited?.[part]).not.toBe(full?.[part])
    }
  })

  it('tells wrong pieces from a wrong digest of the whole, and their number from a length that was announced', () => {
    for (const t of [de, en]) {
      for (const code of ['CHECKSUM_MISMATCH', 'SIZE_MISMATCH'] as const) {
        const [whole, pieces] = [{}, { pieces: 3 }].map((params) => episodeErrorText(t, { code, params }))
        for (const part of ['what', 'help'] as const) expect(pieces?.[part]).not.toBe(whole?.[part])
      }
    }
  })

  it.each(episodeErrorCodes)('is whole for %s with and without its values, in both languages', (code) => {
    for (const t of [de, en]) {
      for (const params of [{}, { host: 'files.example', status: 503, reason: 'ECONNRESET' }]) {
        const { short, what, help } = episodeErrorText(t, { code, params })
        for (const words of [short, what, help]) {
          expect(words).not.toMatch(/[{}]|errors:|undefined/)
          expect(words.trim()).not.toBe('')
        }
      }
    }
  })

  it('names the server where it is known', () => {
    expect(episodeErrorText(de, { code: 'DNS', params: { host: 'files.example' } }).what).toContain('files.example')
  })

  it.each(['unreachable', 'credentials', 'refused', 'cut', 'missing'])('says what a proxy did: %s', (fault) => {
    for (const t of [de, en]) {
      const { what, help } = episodeErrorText(t, { code: 'PROXY', params: { proxy: 'Institute', host: 'files.example', fault } })
      expect(what.includes('Institute')).toBe(fault !== 'missing')
      expect(`${what}${help}`).not.toMatch(/[{}]|errors:|undefined/)
    }
  })

  it('says what is wrong with a certificate', () => {
    const what = (reason: string) =>
      episodeErrorText(en, {
        code: 'TLS',
        params: { host: 'files.example', reason, certificate: { fingerprint256: 'AB', subject: 'CN=x' } },
      }).what
    expect(what('CERT_HAS_EXPIRED')).toBe('The certificate of files.example has expired.')
    const reasons = [
      'CERT_HAS_EXPIRED',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'CERT_REVOKED',
      'SOMETHING_NEW',
    ]
    expect(new Set(reasons.map(what)).size).toBe(5)
  })

  it.each(sourceProblems)('says why nothing can be made of an input: %s', (reason) => {
    for (const t of [de, en]) {
      const { what, help } = episodeErrorText(t, {
        code: 'SOURCE_UNREADABLE',
        params: { reason, found: 2_000_000, most: 1_000_000 },
      })
      expect(`${what}${help}`).not.toMatch(/[{}]|errors:|undefined/)
      expect(problemText(t, { code: 'SOURCE_UNREADABLE', params: { reason, found: 2_000_000, most: 1_000_000 } })).toContain(what)
    }
  })

  it('tells apart why an input could not be fetched, and how far it could be read', () => {
    const failure = { code: 'DNS', message: '', params: { host: 'files.example' } }
    expect(problemText(en, { code: 'SOURCE_UNREADABLE', params: { reason: 'failed', failure } })).toContain('files.example')
    const torn = { code: 'SOURCE_UNREADABLE', params: { reason: 'malformed', line: 1_234 } } as const
    expect(episodeErrorText(de, torn).what).toContain('Zeile 1.234')
  })

  it('tells statuses apart that call for different help', () => {
    const help = (status: number) => episodeErrorText(en, { code: 'HTTP_STATUS', params: { status } }).help
    expect(new Set([403, 404, 429, 500, 418].map(help)).size).toBe(5)
    expect(episodeErrorText(en, { code: 'HTTP_STATUS', params: { status: 404 } }).short).toBe('HTTP error 404')
  })
})

describe('a refused request', () => {
  it('without an answer is a lost connection', () => {
    expect(problemOf(new Error('closed'))).toEqual({ code: 'OFFLINE', params: {} })
  })

  it('keeps its code and values, and an unknown code counts as a fault', () => {
    expect(problemOf(new ORPCError('CONFLICT', { data: { a: 1 } }))).toEqual({ code: 'CONFLICT', params: { a: 1 } })
    expect(problemOf(new ORPCError('SOMETHING')).code).toBe('INTERNAL')
  })

  it('says why a folder cannot be used', () => {
    const sentences = ['outside', 'not-writable', 'not-a-folder', 'invalid', 'unheard of'].map((problem) =>
      problemText(de, { code: 'PATH_INVALID', params: { problem } }),
    )
    expect(new Set(sentences).size).toBe(5)
    const params = { problem: 'outside', directory: '/media/films' }
    for (const t of [de, en]) expect(problemText(t, { code: 'PATH_INVALID', params })).toContain('/media/films')
  })

  it('names each bad value with its range', () => {
    const problem = problemOf(
      new ORPCError('INVALID_INPUT', {
        data: { issues: [{ path: 'maxSlots', reason: 'maximum', minimum: 0, maximum: 512, value: 600 }, 'junk', { path: 1 }] },
      }),
    )
    const issues = issuesOf(problem)
    expect(issues.map((issue) => issue.path)).toEqual(['maxSlots'])
    expect(issues.map((issue) => issueText(de, issue))).toEqual(['Möglich sind nur Werte von 0 bis 512.'])
  })
})

describe('a toast', () => {
  const toast = (count: number, told: Partial<Notice> = {}): Toast => ({
    key: 'k',
    group: 'g',
    level: 'info',
    count,
    expiresAt: 0,
    latest: {
      kind: 'notice',
      notice: {
        id: 'n',
        level: 'info',
        code: 'JOB_COMPLETED',
        params: { title: '<b>Band 1</b>' },
        jobId: null,
        episodeId: null,
        at: '2026-01-01T00:00:00.000Z',
        ...told,
      },
    },
  })
  const params = {
    name: 'Archive',
    title: 'Band 1',
    host: 'files.example',
    directory: '/media/films',
    code: 'NETWORK',
    setAside: '/data/damaged/1',
    backupAt: '2026-01-02T12:00:00.000Z',
  }

  it.each(noticeSchema.shape.code.options)('of %s has every value that it speaks of', (code) => {
    for (const [language, t] of [
      ['de', de],
      ['en', en],
    ] as const) {
      const whole = toastText(t, createFormat(language), toast(1, { code, params }))
      const bare = toastText(
        t,
        createFormat(language),
        toast(1, { code, params: { ...params, name: '', title: '', host: '', directory: '', setAside: '' } }),
      )
      expect(whole).not.toMatch(/[{}]|„“|“”| {2}| \.|undefined/)
      // What speaks of none of them is the same without them.
      expect(
        whole === bare ||
          [params.name, params.title, params.host, params.directory, params.setAside].some((value) => whole.includes(value)),
      ).toBe(true)
    }
  })

  it('names the folder that is gone', () => {
    const told = { code: 'FOLDER_MISSING', params } as const
    expect(toastText(de, createFormat('de'), toast(1, told))).toContain('/media/films')
    expect(toastText(en, createFormat('en'), toast(1, told))).toContain('/media/films')
  })

  it('calls no disk full that is only too small for one file', () => {
    const told = { code: 'DISK_FULL', params } as const
    for (const count of [1, 3]) {
      expect(toastText(de, createFormat('de'), toast(count, told))).not.toMatch(/\bvoll\b/)
      expect(toastText(en, createFormat('en'), toast(count, told))).not.toMatch(/\bfull\b/)
    }
    expect(toastText(en, createFormat('en'), toast(1, told))).toContain('Band 1')
  })

  it('names one job as it is called, character for character', () => {
    expect(toastText(de, createFormat('de'), toast(1))).toBe('„<b>Band 1</b>“ ist fertig.')
  })

  it('counts several', () => {
    expect(toastText(de, createFormat('de'), toast(1_200))).toBe('1.200 Aufträge sind fertig.')
    expect(toastText(en, createFormat('en'), toast(12))).toBe('12 jobs finished.')
  })
})

describe('facts in columns', () => {
  const format = createFormat('en')
  const known = { queue: 'Nights', session: 'Library', now: 0 }
  const of = (row: Row) =>
    Object.fromEntries(
      columnNames
        .filter((name) => !usualColumns.includes(name))
        .map((name) => [name, factText(en, format, row, name as FactColumn, known)]),
    )

  it('tell of a job what it is made of and where it goes', () => {
    const source = { kind: 'feed', url: 'https://pod.example/feed.xml' } as const
    const job = jobWith({ id: 'j', episodesTotal: 1_200, episodesCompleted: 3, bytesDone: 4_000_000, priority: 10, source })
    expect(of({ kind: 'job', job })).toMatchObject({
      position: '1',
      downloaded: '4.00 MB',
      files: '3 / 1,200',
      finished: '',
      queue: 'Nights',
      priority: 'High',
      source: 'pod.example',
      folder: '/downloads',
      session: 'Library',
      attempts: '',
      connections: '',
    })
    expect(of({ kind: 'job', job: jobWith({ id: 'j' }) })).toMatchObject({ source: 'Links', downloaded: '', priority: 'Normal' })
  })

  it('tell of an episode its own alone', () => {
    const facts = { index: 4, attempts: 2, connections: 8, folder: 'Extras', url: 'https://cdn.example:8443/a.bin' }
    const episode = episodeWith({ id: 'e', jobId: 'j', ...facts, finishedAt: new Date(2026, 0, 2, 14, 10).toISOString() })
    const told = of({ kind: 'episode', episode })
    expect(told).toMatchObject({ position: '4', attempts: '2', connections: '8', folder: 'Extras', source: 'cdn.example:8443' })
    expect(told).toMatchObject({ files: '', added: '', queue: '', priority: '', session: '' })
    expect(told.finished).toMatch(/Jan 2, 2026/)
  })
})

describe('states in words', () => {
  const at = '2026-01-01T00:00:00.000Z'

  it('say what an episode waits for, and since when it needs help', () => {
    const waiting = (reason: 'slot' | 'auth') =>
      episodeStateText(en, createFormat('en'), episodeWith({ id: 'e', jobId: 'j', waiting: { reason, until: null } }))
    expect(waiting('slot')).toEqual({ tone: 'waiting', text: 'Waiting for a slot' })
    expect(waiting('auth')).toEqual({ tone: 'attention', text: 'Sign-in needed' })
  })

  it('say what holds a whole job up, where it is more than its turn', () => {
    const waiting = (reason: 'slot' | 'disk') =>
      jobStateText(en, createFormat('en'), jobWith({ id: 'j', waiting: { reason, until: null } }))
    expect(waiting('slot')).toEqual({ tone: 'waiting', text: 'Waiting' })
    expect(waiting('disk').tone).toBe('attention')
  })

  it('say that a queue keeps something back, and whether it is held or only full', () => {
    const waiting = { reason: 'slot', until: null, queueId: 'night' } as const
    const held = { ...waiting, queuePaused: true } as const
    const format = createFormat('en')
    const ofEpisode = (facts: typeof held | typeof waiting) =>
      episodeStateText(en, format, episodeWith({ id: 'e', jobId: 'j', waiting: facts })).text
    expect([ofEpisode(waiting), ofEpisode(held)]).toEqual(['Waiting for its queue', 'Queue on hold'])
    expect(jobStateText(en, format, jobWith({ id: 'j', waiting }))).toEqual({ tone: 'waiting', text: 'Waiting' })
    expect(jobStateText(en, format, jobWith({ id: 'j', waiting: held }))).toEqual({ tone: 'paused', text: 'Queue on hold' })
  })

  it('name the cause of a failed single file, and count the failures of a series', () => {
    const error = { code: 'DISK_FULL', message: '', params: {}, at } as const
    const facts = { id: 'j', status: 'failed', error, episodesFailed: 3 } as const
    expect(jobStateText(en, createFormat('en'), jobWith({ ...facts, episodesTotal: 1 })).text).toBe('Not enough room')
    expect(jobStateText(en, createFormat('en'), jobWith({ ...facts, episodesTotal: 12 })).text).toBe('3 failed')
    const retryAt = new Date(2026, 0, 2, 14, 10).toISOString()
    const coming = jobStateText(de, createFormat('de'), jobWith({ ...facts, episodesTotal: 12, retryAt })).text
    expect(coming).toBe('3 Fehler · neuer Versuch um 02.01.2026, 14:10')
  })
})
