import { describe, expect, it } from 'vitest'
import { pageSource } from '../../../../src-main/sources/page.ts'
import type { ExpiredLink } from '../../../../src-main/sources/source.ts'
import { type Answer, page, toolsFor } from './support.ts'

const at = 'http://127.0.0.1/list'
const expired = (more: Partial<ExpiredLink>): ExpiredLink => ({
  url: 'http://127.0.0.1/files/one.zip?token=old',
  key: null,
  title: null,
  fileName: null,
  ...more,
})

async function fresh(link: ExpiredLink, html: string, answers: Record<string, Answer> = {}) {
  const { tools, web } = toolsFor({ answers })
  const url = await pageSource.refresh?.(link, page(html, at), tools)
  return { url, asked: web.asked }
}

it('a page is read once for all links that have expired together', async () => {
  const { tools } = toolsFor({ answers: {} })
  let pieces = 0
  const counting = {
    ...tools,
    breathe: () => {
      pieces++
      return tools.breathe()
    },
  }
  const html = '<a href="/files/two.zip?token=new">Two</a><a href="/files/one.zip?token=new">One</a>'
  const material = page(html, at)
  const urls = await Promise.all(
    ['one', 'two', 'three'].map((name) =>
      pageSource.refresh?.(expired({ url: `http://127.0.0.1/files/${name}.zip?token=old` }), material, counting),
    ),
  )
  expect(urls).toEqual(['http://127.0.0.1/files/one.zip?token=new', 'http://127.0.0.1/files/two.zip?token=new', null])
  const once = pieces
  await pageSource.refresh?.(expired({}), page(html, at), counting)
  expect([once, pieces]).toEqual([once, once * 2])
})

describe('a link that has expired', () => {
  it('is found again by its path, under another token', async () => {
    const html = '<a href="/files/two.zip?token=new">Two</a><a href="/files/one.zip?token=new">One</a>'
    expect(await fresh(expired({}), html)).toEqual({ url: 'http://127.0.0.1/files/one.zip?token=new', asked: [] })
  })

  it('is found again by its name, in another folder or on another host', async () => {
    const html = '<a href="http://127.0.0.1:81/s/9f/one.zip">x</a><a href="/s/9f/two.zip">x</a>'
    expect((await fresh(expired({}), html)).url).toBe('http://127.0.0.1:81/s/9f/one.zip')
    const asked = '<a href="/get?9" download="one.zip">x</a><a href="/get?8" download="two.zip">y</a>'
    expect((await fresh(expired({ url: 'http://127.0.0.1/get?1', fileName: 'one.zip' }), asked)).url).toBe(
      'http://127.0.0.1/get?9',
    )
  })

  it('is found again by its title where its path says nothing', async () => {
    const html = '<a href="/dl.php?id=1&t=new">Part one</a><a href="/dl.php?id=2&t=new">Part two</a>'
    const old = { url: 'http://127.0.0.1/dl.php?id=2&t=old' }
    expect((await fresh(expired({ ...old, title: 'Part two' }), html)).url).toBe('http://127.0.0.1/dl.php?id=2&t=new')
    expect((await fresh(expired(old), html)).url).toBeNull()
    expect((await fresh(expired({ ...old, title: 'Part three' }), html)).url).toBeNull()
  })

  it('is the one of several that shares its parameters', async () => {
    const html = '<a href="/f/v.mp4?q=480&t=new">Film</a><a href="/f/v.mp4?q=720&t=new">Film</a>'
    const old = expired({ url: 'http://127.0.0.1/f/v.mp4?q=720&t=old', title: 'Film' })
    expect((await fresh(old, html)).url).toBe('http://127.0.0.1/f/v.mp4?q=720&t=new')
  })

  it('is none where several fit as well, and none where it is gone', async () => {
    expect((await fresh(expired({}), '<a href="/a/one.zip">x</a><a href="/b/one.zip">y</a>')).url).toBeNull()
    expect((await fresh(expired({}), '<a href="/files/two.zip">x</a>')).url).toBeNull()
  })

  it('is looked for on the page where it stood', async () => {
    const deep = 'http://127.0.0.1/album/7'
    const link = expired({ key: `${deep}#%2Ffiles%2Fone.zip%20One` })
    const answers = { [deep]: '<a href="/files/one.zip?token=new">One</a>' }
    expect(await fresh(link, '<a href="/files/one.zip?token=wrong">One</a>', answers)).toEqual({
      url: 'http://127.0.0.1/files/one.zip?token=new',
      asked: [deep],
    })
    expect((await fresh(link, '<a href="/files/one.zip?token=wrong">One</a>', {})).url).toBeNull()
  })

  it('is looked for on the first page where its key names no page', async () => {
    const html = '<a href="/files/one.zip?token=new">One</a>'
    expect((await fresh(expired({ key: 'tag:a-guid' }), html)).asked).toEqual([])
  })
})
