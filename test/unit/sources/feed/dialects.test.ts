import { describe, expect, it } from 'vitest'
import { feedSource } from '../../../../src-main/sources/feed.ts'
import { candidatesOf, findingsOf, ownFeed, skippedOf } from './support.ts'

const host = 'http://127.0.0.1'
const dialects = [
  'rss-0.90.xml',
  'rss-0.91.xml',
  'rss-0.92.xml',
  'rss-0.93.xml',
  'rss-0.94.xml',
  'rss-1.0.xml',
  'rss-2.0-podcast.xml',
  'rss-2.0-media.xml',
  'atom-0.3.xml',
  'atom-1.0.xml',
  'json-1.0.json',
  'json-1.1.json',
]

describe('the dialects of feeds', () => {
  it.each(dialects)('%s is known for a feed by how it begins', (name) => {
    expect(feedSource.matches(ownFeed(name))).toBe(true)
  })

  it('RSS 0.90 has what Media RSS says, and an item of words alone is skipped', async () => {
    const material = ownFeed('rss-0.90.xml')
    expect(await candidatesOf(material)).toEqual([
      { url: `${host}/harbour/fog.mp3`, title: 'Fog horn', type: 'audio/mpeg', size: 1000, key: `${host}/harbour/fog` },
    ])
    expect(await skippedOf(material)).toEqual([{ text: 'Only words', reason: 'noLink' }])
  })

  it('RSS 0.91 with the document type of Netscape is read, though it holds no files', async () => {
    expect(await findingsOf(ownFeed('rss-0.91.xml'))).toEqual([
      { kind: 'title', title: 'Café Notes' },
      { kind: 'skipped', text: 'A quiet morning', reason: 'noLink' },
    ])
  })

  it('RSS 0.92 has enclosures', async () => {
    expect(await candidatesOf(ownFeed('rss-0.92.xml'))).toEqual([
      { url: `${host}/mill/wheel.mp3`, title: 'The wheel', type: 'audio/mpeg', size: 2000 },
    ])
  })

  it('RSS 0.93 has several files an item, each with a key of its own', async () => {
    const candidates = await candidatesOf(ownFeed('rss-0.93.xml'))
    expect(candidates.map(({ url }) => url)).toEqual([`${host}/mill/race.mp3`, `${host}/mill/race.pdf`])
    expect(candidates.map(({ date }) => date)).toEqual([Date.UTC(2024, 2, 5, 5, 30), Date.UTC(2024, 2, 5, 5, 30)])
    expect(candidates.map(({ key }) => key)).toEqual([
      'The race 2024-03-05T05:30:00.000Z',
      'The race 2024-03-05T05:30:00.000Z (2)',
    ])
  })

  it('RSS 0.94 has guids', async () => {
    expect((await candidatesOf(ownFeed('rss-0.94.xml'))).map(({ key }) => key)).toEqual(['mill-pond'])
  })

  it('RSS 1.0 is read in the order that its channel names, with dates of Dublin Core', async () => {
    expect(await candidatesOf(ownFeed('rss-1.0.xml'))).toEqual([
      {
        url: `${host}/shows/evening.ogg`,
        title: 'Evening',
        type: 'audio/ogg',
        size: 800,
        date: Date.UTC(2023, 5, 2),
        key: `${host}/tower/2`,
      },
      {
        url: `${host}/tower/noon.ogg`,
        title: 'Noon',
        type: 'audio/ogg',
        size: 700,
        date: Date.UTC(2023, 5, 1, 10),
        key: `${host}/tower/1`,
      },
    ])
  })

  it('a podcast says season, number, length and cover, and mirrors only where the file is the same', async () => {
    expect(await candidatesOf(ownFeed('rss-2.0-podcast.xml'))).toEqual([
      {
        url: `${host}/lantern/blue.mp3?from=feed&v=1`,
        title: 'Into the “Blue” Hall',
        type: 'audio/mpeg',
        size: 43_200_000,
        mirrors: ['http://127.0.0.2/lantern/blue.mp3'],
        checksum: { algorithm: 'sha-1', expected: 'a9993e364706816aba3e25717850c26c9cd0d89d' },
        season: 2,
        number: 4,
        date: Date.UTC(2024, 0, 1, 10),
        durationSeconds: 3_723,
        cover: `${host}/lantern/blue.jpg`,
        key: 'lantern-s2e4',
      },
      {
        url: `${host}/lantern/squeeze.m4a`,
        title: 'The squeeze',
        type: 'audio/x-m4a',
        mirrors: ['http://127.0.0.2/lantern/squeeze.m4a'],
        checksum: { algorithm: 'sha-256', expected: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
        season: 3,
        number: 4.5,
        date: Date.UTC(2024, 0, 8, 5),
        durationSeconds: 754,
        cover: `${host}/lantern/show.jpg`,
        key: `${host}/lantern/squeeze`,
      },
    ])
  })

  it('of a group of Media RSS the default rendition is taken, and what stands alone is a file each', async () => {
    const material = ownFeed('rss-2.0-media.xml')
    expect(await candidatesOf(material)).toEqual([
      {
        url: `${host}/moor/dawn-high.mp4`,
        title: 'Dawn film',
        type: 'video/mp4',
        size: 900,
        durationSeconds: 61,
        cover: `${host}/moor/dawn.jpg`,
        key: 'dawn',
      },
      { url: `${host}/moor/a.jpg`, title: 'Two frames', type: 'image/jpeg', cover: `${host}/shows/moor.png`, key: 'frames' },
      { url: `${host}/moor/b.jpg`, title: 'Second', type: 'image/jpeg', cover: `${host}/shows/moor.png`, key: 'frames (2)' },
    ])
    expect(await skippedOf(material)).toEqual([{ text: 'A player', reason: 'noLink' }])
  })

  it('Atom 0.3 is read by its own names for dates', async () => {
    expect(await candidatesOf(ownFeed('atom-0.3.xml'))).toEqual([
      {
        url: `${host}/quarry/1.mp3`,
        title: 'First blast',
        type: 'audio/mpeg',
        size: 600,
        date: Date.UTC(2005, 0, 31, 8),
        key: 'tag:127.0.0.1,2005:quarry-1',
      },
    ])
  })

  it('Atom 1.0 resolves addresses against each xml:base, and takes content that lies elsewhere', async () => {
    const cover = `${host}/coast/logo.png`
    expect(await candidatesOf(ownFeed('atom-1.0.xml'))).toEqual([
      {
        url: `${host}/coast/north/cliffs.opus`,
        title: 'Cliffs & wind',
        type: 'audio/ogg',
        size: 8_000,
        date: Date.UTC(2024, 1, 29, 0, 30),
        cover,
        key: 'urn:coast:cliffs',
      },
      {
        url: `${host}/coast/map.pdf`,
        title: 'Map',
        type: 'application/pdf',
        date: Date.UTC(2024, 1, 29, 0, 30),
        cover,
        key: 'urn:coast:cliffs (2)',
      },
      {
        url: `${host}/coast/tide.pdf`,
        title: 'Tide table',
        type: 'application/pdf',
        date: Date.UTC(2024, 1, 1),
        cover,
        key: 'urn:coast:tide',
      },
    ])
  })

  it('JSON Feed 1.0 may count its ids, and has addresses relative to its own', async () => {
    expect(await candidatesOf(ownFeed('json-1.0.json'))).toEqual([
      { url: `${host}/shows/under.flac`, type: 'audio/flac', key: '17' },
    ])
  })

  it('JSON Feed 1.1 says size and length of each attachment', async () => {
    const shared = {
      title: 'Over it',
      date: Date.UTC(2024, 4, 1, 10),
      cover: `${host}/bridge/icon.png`,
      key: `${host}/bridge/over`,
    }
    expect(await candidatesOf(ownFeed('json-1.1.json'))).toEqual([
      { ...shared, url: `${host}/bridge/over.m4a`, type: 'audio/x-m4a', size: 12_345, durationSeconds: 66 },
      { ...shared, url: `${host}/bridge/over.txt`, title: 'Transcript', type: 'text/plain', key: `${host}/bridge/over (2)` },
    ])
  })
})
