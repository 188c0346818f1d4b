import { describe, expect, it } from 'vitest'
import { itemKeys } from '../../../../src-main/sources/feed/item-keys.ts'
import { candidatesOf, freshOf, rss } from './support.ts'

const item = (fields: { id?: string; link?: string; title?: string; date?: number }) => ({ ...fields, files: [] })

describe('what an item is known by', () => {
  it('is its guid, then its page, then its title with its date', () => {
    const keys = itemKeys([
      item({ id: ' one ', link: 'http://127.0.0.1/1' }),
      item({ link: 'http://127.0.0.1/2', title: 'Two' }),
      item({ title: 'Three', date: 0 }),
      item({ title: 'Four' }),
    ])
    expect(keys).toEqual(['one', 'http://127.0.0.1/2', 'Three 1970-01-01T00:00:00.000Z', undefined])
  })

  it('is never what another item has, too', () => {
    const keys = itemKeys([
      item({ id: 'same', link: 'http://127.0.0.1/1' }),
      item({ id: 'same', link: 'http://127.0.0.1/2' }),
      item({ id: 'same', link: 'http://127.0.0.1/2', title: 'Three', date: 0 }),
    ])
    expect(keys).toEqual(['http://127.0.0.1/1', undefined, 'Three 1970-01-01T00:00:00.000Z'])
  })
})

describe('a fresh address', () => {
  const feed = rss(`
    <item><title>One</title><guid>1</guid><enclosure url="http://127.0.0.1/new/1.mp3"/><enclosure url="http://127.0.0.1/new/1.pdf"/></item>
    <item><title>Two</title><guid>2</guid><enclosure url="http://127.0.0.1/new/2.mp3"/></item>
    <item><title>Two</title><guid>3</guid><enclosure url="http://127.0.0.1/new/3.mp3"/></item>
    <item><title>Four</title><guid>4</guid><enclosure url="http://127.0.0.1/new/4.mp3"/></item>`)

  it('is found by the key, of each file of an item', async () => {
    for (const { key = '', url } of await candidatesOf(feed)) expect(await freshOf({ key }, feed)).toBe(url)
  })

  it('is found by a title that only one file has, where there is no key', async () => {
    expect(await freshOf({ title: 'Four' }, feed)).toBe('http://127.0.0.1/new/4.mp3')
    expect(await freshOf({ title: 'Two' }, feed)).toBeNull()
  })

  it('is not there once the feed has forgotten the item', async () => {
    expect(await freshOf({ key: 'gone', title: 'One' }, feed)).toBeNull()
  })
})
