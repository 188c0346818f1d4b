import { expect, it, vi } from 'vitest'
import type { DocumentAnswer } from '../../../../src-main/queue/ports.ts'
import { CandidateList } from '../../../../src-main/sources/worker/candidate-list.ts'
import { SizeLookup } from '../../../../src-main/sources/worker/size-lookup.ts'

it('asks for the size of each file once, and never for that of a stream, whose address is its playlist’s', async () => {
  const list = new CandidateList()
  list.add({ url: 'http://h/film.m3u8', stream: { kind: 'hls', choices: [] } })
  list.add({ url: 'http://h/file.bin' })
  list.add({ url: 'http://h/known.bin', size: 7 })
  const asked: string[] = []
  const answer = (url: string): DocumentAnswer => ({
    kind: 'answered',
    url,
    permanentUrl: url,
    status: 200,
    headers: { 'content-length': '1234' },
    body: new Uint8Array(),
    isCut: false,
  })
  const lookup = new SizeLookup({
    list,
    fetch: async ({ url }) => {
      asked.push(url)
      return answer(url)
    },
    onFound: () => {},
  })
  expect(lookup.ask([0, 1, 2, 9])).toBe(1)
  await vi.waitFor(() => expect(list.size(1)).toBe(1_234))
  expect(lookup.ask([0, 1])).toBe(0)
  expect(asked).toEqual(['http://h/file.bin'])
  expect(list.size(0)).toBeNaN()
})
