import { expect, it } from 'vitest'
import { withCarried } from '../../../src-main/sources/carried-terms.ts'

it('what a job says itself goes before what its list carries, header by header', () => {
  const carried = { headers: { Referer: 'https://list/', Cookie: 'a=1' }, connections: 4, startPaused: true }
  expect(withCarried(carried, { title: 'A', headers: { referer: 'https://own/' }, connections: 2 })).toEqual({
    title: 'A',
    headers: { Cookie: 'a=1', referer: 'https://own/' },
    connections: 2,
    startPaused: true,
  })
})

it('a job of which nothing is carried stays as it is', () => {
  expect(withCarried({}, { title: 'A' })).toEqual({ title: 'A' })
})
