import { expect, test } from 'vitest'
import type { FileStatus, VerifyAnswer } from '../../../src-preload/contract/index.ts'
import { createLibraryCheck } from '../../../src-renderer/state/library-check.ts'
import { createLiveStore } from '../../../src-renderer/state/live-store.ts'

const noCounts = { ok: 0, size: 0, damaged: 0, missing: 0, unknown: 0, unreadable: 0, unfinished: 0 }

function pageOf(statuses: readonly FileStatus[], next: string | null): VerifyAnswer {
  const counts = { ...noCounts }
  for (const status of statuses) counts[status] += 1
  return {
    counts,
    next,
    items: statuses.map((status, index) => ({
      id: `${next}-${index}`,
      jobId: 'j',
      index: index + 1,
      title: 'file',
      removed: false,
      path: '/downloads/file',
      status,
      bytesTotal: 5,
      bytesOnDisk: null,
      damaged: [],
      damagedBytes: 0,
      checksum: null,
      error: null,
      repair: null,
    })),
  }
}

/** A check against a core that answers with these pages, or fails where there is none. */
function checkOf(pages: readonly VerifyAnswer[], leftFiles = 0) {
  const asked: (string | undefined)[] = []
  let onAsk = () => {}
  const check = createLibraryCheck({
    live: createLiveStore(),
    client: {
      report: { history: async () => ({ entries: 9, files: leftFiles }) },
      verify: async (input) => {
        asked.push(input?.after)
        onAsk()
        const page = pages[asked.length - 1]
        if (page === undefined) throw new Error('the connection went')
        return page
      },
    },
  })
  const whenAsked = (act: () => void) => {
    onAsk = act
  }
  return { check, asked, whenAsked }
}

test('all pages are read, and each file is counted for what it is', async () => {
  const { check, asked } = checkOf([pageOf(['ok', 'unknown', 'missing'], 'a'), pageOf(['damaged', 'size', 'unreadable'], null)])
  await check.start()
  expect(asked).toEqual([undefined, 'a'])
  const { phase, counts, found } = check.store.getState()
  expect(phase).toBe('done')
  expect(counts).toEqual({ ok: 2, missing: 1, changed: 2, unreadable: 1 })
  expect(found).toMatchObject({ checked: 6, unknown: 1, wrong: 4 })
  expect(found.repairable).toHaveLength(3)
})

test('what was removed from the list counts among all there is to check, and is never offered for repair', async () => {
  const page = pageOf(['missing', 'damaged'], null)
  const items = page.items.map((item, index) => ({ ...item, removed: index === 1 }))
  const { check } = checkOf([{ ...page, items }], 7)
  await check.start()
  const { total, found } = check.store.getState()
  expect(total).toBe(7)
  expect(found).toMatchObject({ wrong: 2, removed: 1, repairable: [items[0]?.id] })
})

test('stopped, it asks for nothing more and keeps what it has found', async () => {
  const { check, asked, whenAsked } = checkOf([pageOf(['ok'], 'a'), pageOf(['ok'], 'b'), pageOf(['ok'], null)])
  whenAsked(() => {
    if (asked.length === 2) check.stop()
  })
  await check.start()
  expect(asked).toHaveLength(2)
  expect(check.store.getState()).toMatchObject({ phase: 'stopped', counts: { ok: 2 } })
})

test('a lost connection is told as such, and the next start begins anew', async () => {
  const { check } = checkOf([pageOf(['missing'], 'a')])
  await check.start()
  expect(check.store.getState()).toMatchObject({ phase: 'failed', counts: { missing: 1 } })
  await check.start()
  expect(check.store.getState()).toMatchObject({ phase: 'failed', counts: { missing: 0 } })
})

test('while it runs it is not begun a second time', async () => {
  const { check, asked } = checkOf([pageOf(['ok'], null)])
  await Promise.all([check.start(), check.start()])
  expect(asked).toHaveLength(1)
})
