import { describe, expect, it } from 'vitest'
import { looksLikeList, mostRead, recognised } from '../../../src-renderer/features/add/recognised.ts'

const kindOf = (text: string) => recognised(text).kind

describe('what a text in the field is', () => {
  it.each([
    'https://a.example/1.zip',
    'https://a.example/1.zip\nhttps://a.example/2.zip',
    'See https://a.example/1.zip, or https://a.example/2.zip.',
    'Hello, here they are:\nhttps://a.example/1.zip',
    'https://a.example/list?ids[]=1&ids[]=2',
    'https://[::1]/file.zip',
    'https://a.example/{id}/file.zip',
    '',
  ])('takes %j as links that stand for themselves', (text) => {
    expect(kindOf(text)).toBe('links')
  })

  it.each([
    ['a range of numbers', 'https://a.example/[01-12].zip'],
    ['a range of letters with a step', 'https://a.example/[a-z:2].zip'],
    ['a list', 'https://a.example/{one,two}.zip'],
    ['markup', '<ul><li><a href="https://a.example/1.zip">One</a></ul>'],
    ['JSON', '[{"url": "https://a.example/1.zip"}]'],
    ['a table with names of its columns', 'number;title\n17;One'],
    ['an input file of aria2', 'https://a.example/1.zip\n  out=one.zip'],
    ['commands of wget', 'wget -c https://a.example/1.zip'],
    ['what is too long to be read while one types', 'https://a.example/1.zip\n'.repeat(mostRead / 20)],
  ])('leaves %s to the core', (_, text) => {
    expect(kindOf(text)).toBe('source')
  })

  it('has a single address that stands for several read as links: nobody asked for it to be fetched', () => {
    expect(recognised(' https://a.example/[1-3].zip ')).toEqual({ kind: 'source', as: 'urls' })
    expect(recognised('https://a.example/[1-3].zip\nhttps://a.example/4.zip')).toEqual({ kind: 'source', as: null })
  })

  it('has a table without addresses read as a list, whose columns are to be chosen', () => {
    expect(recognised('number;title\n17;One')).toEqual({ kind: 'source', as: 'import' })
    expect(recognised('number;address\n17;https://a.example/1.zip')).toEqual({ kind: 'source', as: null })
  })

  it('takes a curl command as a request, whatever addresses it holds', () => {
    expect(kindOf("curl 'https://a.example/[1-3].zip'")).toBe('request')
    expect(kindOf("curl -O 'https://a.example/1.zip' -O 'https://a.example/2.zip'")).toBe('source')
  })

  it('offers to look inside an address only where it stands alone', () => {
    expect(recognised('https://a.example/folder/')).toMatchObject({ list: 'https://a.example/folder/' })
    expect(recognised('https://a.example/folder/\nhttps://a.example/other/')).toMatchObject({ list: null })
    expect(recognised('Look: https://a.example/folder/')).toMatchObject({ list: null })
    expect(recognised('https://a.example/file.zip')).toMatchObject({ list: null })
  })
})

describe('whether an address looks like a list', () => {
  it.each([
    'https://a.example',
    'https://a.example/pub/',
    'https://a.example/index.html?page=2',
    'https://a.example/podcast.xml',
    'https://a.example/feed',
    'https://a.example/live/master.m3u8#t=1',
    'https://a.example/video.mpd',
    'https://a.example/release.meta4',
  ])('%s does', (address) => {
    expect(looksLikeList(address)).toBe(true)
  })

  it.each([
    'https://a.example/file.zip',
    'https://a.example/get?id=1',
    'https://a.example/download.php',
    'https://a.example/html',
  ])('%s does not', (address) => {
    expect(looksLikeList(address)).toBe(false)
  })
})
