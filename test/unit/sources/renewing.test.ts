import { expect, test } from 'vitest'
import type { DocumentAnswer } from '../../../src-main/queue/ports.ts'
import { renewedLinks } from '../../../src-main/sources/worker/renewing.ts'

const address = 'https://a.example/page'
const expired = (name: string, key: string | null = null) => ({
  url: `https://a.example/${name}?sig=1`,
  key,
  title: null,
  fileName: name,
})

/** Servers that answer with these pages, and what they were asked for. */
function serving(pages: Readonly<Record<string, string>>) {
  const asked: string[] = []
  const fetch = async ({ url }: { url: string }): Promise<DocumentAnswer> => {
    asked.push(url)
    const text = pages[url]
    if (text === undefined) return answered(url, 404, '')
    return answered(url, 200, text)
  }
  return { asked, fetch, signal: new AbortController().signal }
}

function answered(url: string, status: number, text: string): DocumentAnswer {
  const headers = { 'content-type': 'text/html' }
  return { kind: 'answered', status, url, permanentUrl: url, headers, body: new Uint8Array(Buffer.from(text)), isCut: false }
}

test('a source is read once for all that has expired of it', async () => {
  const { asked, ...parts } = serving({ [address]: '<a href="/one.bin?sig=2">1</a><a href="/two.bin?sig=2">2</a>' })
  expect(
    await renewedLinks(
      { kind: 'page', url: address },
      ['one.bin', 'two.bin', 'three.bin'].map((name) => expired(name)),
      parts,
    ),
  ).toEqual([
    { kind: 'fresh', url: 'https://a.example/one.bin?sig=2' },
    { kind: 'fresh', url: 'https://a.example/two.bin?sig=2' },
    { kind: 'gone' },
  ])
  expect(asked).toEqual([address])
})

test('a source that is not there any more, or does not answer, has no answer for any of them', async () => {
  const gone = serving({})
  expect(await renewedLinks({ kind: 'page', url: address }, [expired('a'), expired('b')], gone)).toMatchObject([
    { kind: 'failed', transient: false, failure: { params: { status: 404 } } },
    { kind: 'failed', transient: false },
  ])
  const failure = { code: 'NETWORK', message: 'The connection failed.', params: {} } as const
  const out = {
    ...gone,
    fetch: async (): Promise<DocumentAnswer> => ({ kind: 'failed', failure, transient: true, retryAfterMs: null }),
  }
  expect(await renewedLinks({ kind: 'page', url: address }, [expired('a')], out)).toEqual([
    { kind: 'failed', failure, transient: true },
  ])
})

test('a kind of source that renews nothing says so', async () => {
  const { fetch, signal } = serving({ [address]: 'https://a.example/x' })
  expect(await renewedLinks({ kind: 'hls', url: address }, [expired('a')], { fetch, signal })).toEqual([{ kind: 'gone' }])
})

test('nobody waits for it any more', async () => {
  const stop = new AbortController()
  const { fetch } = serving({ [address]: '<a href="/one.bin?sig=2">1</a>' })
  stop.abort(new Error('enough'))
  await expect(
    renewedLinks({ kind: 'page', url: address }, [expired('one.bin')], { fetch, signal: stop.signal }),
  ).rejects.toThrow('enough')
})
