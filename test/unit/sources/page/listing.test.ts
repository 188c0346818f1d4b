import { describe, expect, it } from 'vitest'
import { inspect, listing, page, urls } from './support.ts'

/** The folder that all these servers listed; sizes in bytes. */
const files: Readonly<Record<string, number>> = {
  '100% sure?.pdf': 7,
  'C=N;O=D': 20,
  'a&b <c>.txt': 9,
  'a-very-long-name-that-servers-cut-because-it-does-not-fit-into-their-column-0123456789.tar.gz': 8,
  'big.iso': 1_500_000,
  'co:lon.txt': 11,
  'episode 01.mp3': 12_345,
  'five.txt': 5,
  'hash#tag.jpg': 4_096,
  'link.txt': 5,
  'n972.bin': 972,
  'n973.bin': 973,
  'zero.bin': 0,
  'ünïcode ä.flac': 7,
}
const folders = ['empty', 'season 1', 'Übersicht']
const written = Date.UTC(2026, 2, 9, 14, 5)

const servers = [
  { name: 'nginx-1.22.1', sizes: 'all' },
  { name: 'nginx-1.22.1', sizes: 'all', form: 'json' },
  { name: 'nginx-1.22.1', sizes: 'all', form: 'xml' },
  { name: 'nginx-1.22.1-rounded', sizes: 'some' },
  { name: 'apache-2.4.71-plain', sizes: 'none' },
  { name: 'apache-2.4.71-fancy', sizes: 'some' },
  { name: 'apache-2.4.71-wide', sizes: 'some' },
  { name: 'apache-2.4.71-table', sizes: 'some' },
  { name: 'apache-2.4.71-icons-are-links', sizes: 'some' },
  { name: 'lighttpd-1.4.69', sizes: 'none' },
  { name: 'caddy-2.6.2', sizes: 'all' },
].map((server) => ({ form: 'html', ...server })) as readonly {
  readonly name: string
  readonly sizes: 'all' | 'some' | 'none'
  readonly form: 'html' | 'json' | 'xml'
}[]
const types = { html: 'text/html', json: 'application/json', xml: 'text/xml' }

describe.each(servers)('the list of a folder as $name makes it in $form', ({ name, sizes, form }) => {
  const inspected = inspect(page(listing(name, form), 'http://127.0.0.1/pub/music/', { type: types[form] }))

  it('is its files, and nothing of what stands around them', async () => {
    const { candidates, title } = await inspected
    expect(candidates.map((candidate) => candidate.title).sort()).toEqual(Object.keys(files).sort())
    expect(candidates.map(({ url }) => decodeURIComponent(url)).sort()).toEqual(
      Object.keys(files)
        .map((file) => `http://127.0.0.1/pub/music/${file}`)
        .sort(),
    )
    expect(title).toBe('music')
  })

  it('is its folders, which are told and not read where nobody asked for it', async () => {
    const { skipped, asked } = await inspected
    const names = skipped.map(({ text }) => decodeURIComponent(text.slice('http://127.0.0.1/pub/music/'.length, -1)))
    expect(names.sort()).toEqual([...folders].sort())
    expect(skipped.every(({ reason }) => reason === 'limit')).toBe(true)
    expect(asked).toEqual([])
  })

  it('has the sizes that it says exactly, and no other', async () => {
    const { candidates } = await inspected
    for (const { title, size } of candidates) if (size !== undefined) expect([title, size]).toEqual([title, files[title ?? '']])
    const known = candidates.filter(({ size }) => size !== undefined).length
    if (sizes === 'all') expect(known).toBe(14)
    if (sizes === 'some') expect(known).toBeGreaterThan(9)
    if (sizes === 'none') expect(known).toBe(0)
  })

  it('has the times it says', async () => {
    const { candidates } = await inspected
    const dates = candidates.filter(({ title }) => title !== 'link.txt').map(({ date }) => date)
    if (name === 'apache-2.4.71-plain') expect(dates.every((date) => date === undefined)).toBe(true)
    else for (const date of dates) expect(Math.floor((date ?? 0) / 60_000) * 60_000).toBe(written)
  })
})

describe('the list of a folder', () => {
  const line = (rest: string) =>
    `<title>Index of /pub</title><pre><a href="../">../</a>\n<a href="x.bin">x.bin</a>${rest}\n</pre>`
  const size = async (rest: string) => (await inspect(page(line(rest), 'http://127.0.0.1/pub/'))).candidates[0]?.size

  it('has no size where the number is rounded, part of a description or alone', async () => {
    expect(await size('  2026-03-09 14:05   20   ')).toBe(20)
    for (const rounded of ['1.2K', '12K', '12 KiB', '12 K', '1,234', '1.5 MB', '5 files of 12 MB', '-']) {
      expect([rounded, await size(`  2026-03-09 14:05  ${rounded}`)]).toEqual([rounded, undefined])
    }
    expect(await size('   4711')).toBeUndefined()
  })

  it('has no time where no calendar has it', async () => {
    const date = async (rest: string) => (await inspect(page(line(rest), 'http://127.0.0.1/pub/'))).candidates[0]?.date
    expect(await date('  2024-02-29 23:59  1')).toBe(Date.UTC(2024, 1, 29, 23, 59))
    for (const wrong of ['2026-02-29 10:00', '2026-13-01 10:00', '9999-12-99 10:00', '31-Foo-2026 10:00', '2026-03-09 25:61']) {
      expect([wrong, await date(`  ${wrong}  1`)]).toEqual([wrong, undefined])
    }
  })

  it('takes the media type that lighttpd says, where it knows one', async () => {
    const { candidates } = await inspect(page(listing('lighttpd-1.4.69'), 'http://127.0.0.1/'))
    expect(candidates.find(({ title }) => title === 'episode 01.mp3')?.type).toBe('audio/mpeg')
    expect(candidates.find(({ title }) => title === 'big.iso')?.type).toBeUndefined()
  })

  it('is that of Python as well', async () => {
    const html =
      '<title>Directory listing for /pub/</title><ul><li><a href="a%26b.txt">a&amp;b.txt@</a></li><li><a href="sub/">sub/</a></ul>'
    const { candidates, skipped } = await inspect(page(html, 'http://127.0.0.1/pub/'))
    expect(candidates).toEqual([{ url: 'http://127.0.0.1/pub/a%26b.txt', title: 'a&b.txt' }])
    expect(skipped).toEqual([{ text: 'http://127.0.0.1/pub/sub/', reason: 'limit' }])
  })

  it('holds neither what its author wrote above it nor what lies in other folders', async () => {
    const html = `<title>Index of /pub</title><a href="http://127.0.0.1:1/news">news</a><a href="/pub/a/b.txt">deeper</a>
      <a href="/other.txt">elsewhere</a><a href="javascript:1">x</a><img src="logo.png"><pre><a href="in.txt">in.txt</a></pre>`
    const found = await inspect(page(html, 'http://127.0.0.1/pub/'))
    expect(urls(found)).toEqual(['http://127.0.0.1/pub/in.txt'])
    expect(found.skipped).toEqual([])
  })

  it('is not itself in another order, where its address has no slash at the end', async () => {
    const html = '<title>Index of /pub</title><pre><a href="?C=S;O=A">Size</a><a href="in.txt">in.txt</a></pre>'
    expect(urls(await inspect(page(html, 'http://127.0.0.1/pub/list')))).toEqual(['http://127.0.0.1/pub/in.txt'])
  })

  it('is one under any title, where it can be sorted as Apache sorts', async () => {
    const own = listing('apache-2.4.71-fancy').replace('<title>Index of /fancy</title>', '<title>Our mirror</title>')
    const found = await inspect(page(own, 'http://127.0.0.1/fancy/'))
    expect(found).toMatchObject({ title: 'fancy', skipped: [{}, {}, {}] })
    expect(found.candidates).toHaveLength(14)
  })

  it('is read whole where it is longer than a piece', async () => {
    const lines = Array.from(
      { length: 5_000 },
      (_, index) => `<a href="f${index}.bin">f${index}.bin</a>  09-Mar-2026 14:05  ${index}\n`,
    )
    const { candidates } = await inspect(page(`<title>Index of /</title><pre>${lines.join('')}</pre>`, 'http://127.0.0.1/'))
    expect(candidates.map((candidate) => candidate.size)).toEqual(lines.map((_, index) => index))
  })

  it('names no file by a part of its address that would become two', async () => {
    const html = '<title>Index of /</title><pre><a href="..%2f..%2fpasswd">x</a>\n<a href="%E4.txt">y</a></pre>'
    const { candidates } = await inspect(page(html, 'http://127.0.0.1/'))
    expect(candidates.map(({ title }) => title)).toEqual(['..%2f..%2fpasswd', '%E4.txt'])
  })
})
