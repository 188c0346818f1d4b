import { describe, expect, it, vi } from 'vitest'
import type { FileStatus, VerifiedFile, VerifyAnswer, VerifyInput } from '../../../src-preload/contract/index.ts'
import { damageText } from '../../../src-renderer/state/damage-text.ts'
import { createI18n } from '../../../src-renderer/state/i18n.ts'
import type { Message } from '../../../src-renderer/state/toasts.ts'
import type { Client } from '../../../src-renderer/state/transport.ts'
import type { Text } from '../../../src-renderer/state/use-text.ts'
import { nothingVerified, withPage } from '../../../src-renderer/state/verification.ts'
import { createVerifyCommands } from '../../../src-renderer/state/verify-commands.ts'
import { createViewStore } from '../../../src-renderer/state/view-store.ts'
import { createFormat } from '../../../src-renderer/ui/format/index.ts'

const file = (id: string, status: FileStatus, facts: Partial<VerifiedFile> = {}): VerifiedFile => ({
  id,
  jobId: 'job',
  index: 1,
  title: id,
  removed: false,
  path: `/downloads/${id}`,
  status,
  bytesTotal: 2_000_000,
  bytesOnDisk: null,
  damaged: [],
  damagedBytes: 0,
  checksum: null,
  error: null,
  repair: null,
  ...facts,
})
const counts = { ok: 0, size: 0, damaged: 0, missing: 0, unknown: 0, unreadable: 0, unfinished: 0 }
const page = (items: readonly VerifiedFile[], next: string | null = null): VerifyAnswer => ({ items: [...items], counts, next })

/** The commands over a core that gives these answers in turn. */
function over(answers: readonly (VerifyAnswer | Promise<VerifyAnswer>)[]) {
  const asked: Partial<VerifyInput>[] = []
  const said: Message[] = []
  const view = createViewStore()
  const verify = (input: Partial<VerifyInput>) => {
    asked.push(input)
    const answer = answers[asked.length - 1]
    return answer === undefined ? Promise.reject(new Error('nothing more was expected')) : Promise.resolve(answer)
  }
  const client = { verify } as Pick<Client, 'verify'> as Client
  const commands = createVerifyCommands({ client, view, say: (message) => said.push(message) })
  return { commands, asked, said, view }
}

describe('what a check has found', () => {
  it('counts every page, and tells apart what can be fetched again', () => {
    const statuses: FileStatus[] = ['ok', 'damaged', 'size', 'missing', 'unreadable', 'unknown', 'unfinished']
    const found = withPage(
      withPage(nothingVerified, page([file('0', 'ok')])),
      page(statuses.map((status) => file(status, status))),
    )
    expect(found).toMatchObject({ checked: 7, unknown: 1, wrong: 4, repairable: ['damaged', 'size', 'missing'] })
    expect(found.named.map(({ id }) => id)).toEqual(['damaged', 'size', 'missing', 'unreadable'])
  })

  it('names a hundred files at most and keeps all that can be repaired', () => {
    const found = withPage(nothingVerified, page(Array.from({ length: 300 }, (_, index) => file(`${index}`, 'missing'))))
    expect([found.named.length, found.repairable.length, found.wrong]).toEqual([100, 300, 300])
  })
})

describe('checking the selection', () => {
  it('goes through all pages and says that everything is intact', async () => {
    const { commands, asked, said, view } = over([
      page([file('a', 'ok')], 'j1.1'),
      page([file('b', 'ok')]),
      page([file('c', 'ok')]),
    ])
    await commands.verify(['job'], ['c'])
    expect(asked).toEqual([
      { jobIds: ['job'], repair: false },
      { jobIds: ['job'], repair: false, after: 'j1.1' },
      { episodeIds: ['c'], repair: false },
    ])
    expect(said.map(({ kind }) => kind)).toEqual(['verified'])
    expect(said[0]).toMatchObject({ found: { checked: 3 } })
    expect(view.getState().dialog).toBeNull()
  })

  it('shows what is damaged, but never over another dialog', async () => {
    const { commands, said, view } = over([page([file('a', 'damaged')]), page([file('a', 'damaged')])])
    await commands.verify(['job'], [])
    expect(view.getState().dialog).toMatchObject({ kind: 'verified', found: { wrong: 1, repairable: ['a'] } })
    view.setState({ dialog: { kind: 'settings' } })
    await commands.verify(['job'], [])
    expect(view.getState().dialog).toEqual({ kind: 'settings' })
    expect(said.map(({ kind }) => kind)).toEqual(['damaged'])
  })

  it('says that it has begun only where it takes its time', async () => {
    vi.useFakeTimers()
    try {
      const { commands, said } = over([vi.advanceTimersByTimeAsync(1_000).then(() => page([file('a', 'ok')]))])
      await commands.verify([], ['a'])
      expect(said.map(({ kind }) => kind)).toEqual(['verifying', 'verified'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('says so where nothing is finished, and where the core refuses', async () => {
    const { commands, said } = over([page([file('a', 'unfinished')])])
    await commands.verify([], ['a'])
    await commands.verify([], ['a'])
    expect(said.map(({ kind }) => kind)).toEqual(['nothingToVerify', 'problem'])
  })
})

describe('repairing', () => {
  it('asks for a hundred files at a time and says what became of them', async () => {
    const done = (result: 'repaired' | 'failed' | 'pending') => file(result, 'damaged', { repair: { result, error: null } })
    const { commands, asked, said } = over([
      page([done('repaired'), file('right', 'ok')]),
      page([done('repaired'), done('failed'), done('pending')]),
    ])
    await commands.repair(Array.from({ length: 150 }, (_, index) => `${index}`))
    expect(asked.map(({ episodeIds, repair }) => [episodeIds?.length, repair])).toEqual([
      [100, true],
      [50, true],
    ])
    expect(said).toEqual([
      { kind: 'repairing' },
      { kind: 'repaired', count: 3 },
      { kind: 'repairPending', count: 1 },
      { kind: 'repairFailed', count: 1 },
    ])
  })
})

describe('a damaged file in words', () => {
  const { t } = createI18n('de')
  const de: Text = (key, values = {}) => t(key, values)
  const format = createFormat('de')

  it.each([
    [file('a', 'missing'), 'Fehlt'],
    [file('a', 'size', { bytesOnDisk: 1_000_000 }), '1,00 MB statt 2,00 MB'],
    [file('a', 'damaged', { damagedBytes: 1_500_000 }), '1,50 MB von 2,00 MB beschädigt'],
  ])('says what is wrong', (damaged, words) => {
    expect(damageText(de, format, damaged).replaceAll('\u00a0', ' ')).toBe(words)
  })

  it('gives the reason where it could not be read', () => {
    const error = { code: 'PERMISSION', message: '', params: {} } as const
    expect(damageText(de, format, file('a', 'unreadable', { error }))).not.toBe('')
  })
})
