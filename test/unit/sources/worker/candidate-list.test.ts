import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CandidateList } from '../../../../src-main/sources/worker/candidate-list.ts'
import { candidateSchema } from '../../../../src-preload/contract/index.ts'

const md5 = 'd41d8cd98f00b204e9800998ecf8427e'

describe('the list of candidates', () => {
  it('refuses what cannot be downloaded, with the reason', () => {
    const list = new CandidateList()
    const urls = [
      'ftp://h/x',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'nonsense',
      'http://',
      `http://h/${'a'.repeat(70_000)}`,
    ]
    expect(urls.map((url) => list.add({ url }))).toEqual(['scheme', 'scheme', 'scheme', 'address', 'address', 'tooLong'])
    expect(list.length).toBe(0)
  })

  it('has an address once, however it is written and whatever its fragment', () => {
    const list = new CandidateList()
    const urls = ['http://h/a b', 'HTTP://H/a%20b', 'http://h:80/a%20b#c', 'http://h/a%20B']
    expect(urls.map((url) => list.add({ url }))).toEqual([null, 'double', 'double', null])
    expect([list.url(0), list.url(1)]).toEqual(['http://h/a%20b', 'http://h/a%20B'])
  })

  it('knows in how many folders its candidates are, and of none where all are in the job’s own', () => {
    const list = new CandidateList()
    list.add({ url: 'http://h/1' })
    list.add({ url: 'http://h/2', directory: '/..' })
    expect(list.folders).toBe(0)
    list.add({ url: 'http://h/3', directory: 'a/b' })
    list.add({ url: 'http://h/4', directory: 'a\\b' })
    expect(list.folders).toBe(2)
  })

  it('makes names and folders safe, and leaves out what is nothing', () => {
    const list = new CandidateList()
    list.add({ url: 'http://h/1', fileName: '../../etc/passwd', directory: '../../etc/../x' })
    list.add({ url: 'http://h/2', fileName: '..', directory: '/../..' })
    list.add({ url: 'http://h/3', title: ' a\n\u0000 b ', directory: 'A\\B' })
    expect([0, 1, 2].map((index) => [list.fileName(index), list.directory(index), list.title(index)])).toEqual([
      ['_.._etc_passwd', 'etc/x', null],
      [null, null, null],
      [null, 'A/B', 'a b'],
    ])
  })

  it('leaves out what is no size, no digest and no mirror', () => {
    const list = new CandidateList()
    list.add({
      url: 'http://h/1',
      size: -1,
      checksum: { algorithm: 'md5', expected: 'zz' },
      mirrors: ['ftp://h/1', 'http://m/1'],
      cover: 'javascript:alert(1)',
      durationSeconds: Number.NaN,
    })
    list.add({ url: 'http://h/2', size: 5, checksum: { algorithm: 'md5', expected: md5 } })
    expect(list.candidate(0)).toMatchObject({
      size: null,
      checksum: null,
      mirrors: ['http://m/1'],
      cover: null,
      durationSeconds: null,
    })
    expect(list.candidate(1)).toMatchObject({ size: 5, checksum: { expected: md5 } })
  })

  it('says what a candidate is by its type, and otherwise by its name', () => {
    const list = new CandidateList()
    const of = (url: string, type?: string) => {
      list.add({ url, ...(type !== undefined && { type }) })
      return list.kind(list.length - 1)
    }
    expect([
      of('http://h/x', 'video/mp4'),
      of('http://h/a.jpg'),
      of('http://h/a.epub'),
      of('http://h/a.tar.gz'),
      of('http://h/b.pdf', 'application/octet-stream'),
      of('http://h/'),
      of('http://h/get.php?id=1', 'audio/mpeg'),
      of('http://h/get.php?id=2'),
      of('http://h/thing'),
    ]).toEqual(['video', 'image', 'document', 'archive', 'document', 'page', 'audio', 'page', 'other'])
  })

  it('shows no user names and passwords, and keeps them for the download', () => {
    const list = new CandidateList()
    list.add({ url: 'http://me:secret@h/a', mirrors: ['http://me:secret@m/a'] })
    expect(JSON.stringify(list.candidate(0))).not.toContain('secret')
    expect([list.url(0), list.extras(0).mirrors]).toEqual(['http://me:secret@h/a', ['http://me:secret@m/a']])
  })

  it('counts what it has and what is known of it', () => {
    const list = new CandidateList()
    for (const number of [1, 2, 3]) list.add({ url: `http://h/${number}`, ...(number === 1 && { size: 10 }) })
    list.setSize(1, 20)
    list.setSize(1, 25)
    list.setKnown(2)
    list.setKnown(2)
    list.setSize(99, 1)
    expect([list.length, list.bytes, list.withoutSize, list.known]).toEqual([3, 35, 1, 1])
  })

  it('shows whatever it took as the interface promises it', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 })
    const found = fc.record(
      {
        url: fc.webUrl({ withQueryParameters: true, withFragments: true }),
        title: text,
        fileName: text,
        type: text,
        size: fc.double(),
        directory: text,
        season: fc.double(),
        number: fc.double(),
        date: fc.double({ min: -8e15, max: 8e15 }),
        durationSeconds: fc.double(),
        cover: fc.webUrl(),
        key: text,
        mirrors: fc.array(fc.oneof(text, fc.webUrl()), { maxLength: 3 }),
      },
      { requiredKeys: ['url'] },
    )
    fc.assert(
      fc.property(found, (candidate) => {
        const list = new CandidateList()
        if (list.add(candidate) !== null) return
        expect(candidateSchema.safeParse(list.candidate(0)).error).toBeUndefined()
        expect(list.directory(0) ?? '').not.toMatch(/(^|\/)\.\.?(\/|$)|\\/)
      }),
    )
  })
})
