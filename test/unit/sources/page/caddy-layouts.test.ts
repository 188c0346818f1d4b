import { describe, expect, it } from 'vitest'
import { inspect, page } from './support.ts'

const at = 'http://127.0.0.1/pub/'
const frame = (list: string) => `<!DOCTYPE html><html><head><title>pub</title><link rel="canonical" href="/pub/"></head><body>
  <header><h1><a href="../">home</a>/<a href="">pub</a></h1></header>
  <div id="summary"><b>1</b> directory <b>2</b> files</div>
  <a href="javascript:queryParam('layout', '')" class="layoutcurrent">List</a>
  <a href="javascript:queryParam('layout', 'grid')" class="layout">Grid</a>
  ${list}
  <footer>Served with <a rel="noopener" href="https://caddyserver.com/">Caddy</a></footer></body></html>`

/** Written after the two ways in which Caddy shows a folder since 2.7, with what they have in common with it and no more. */
const layouts = {
  list: frame(`<div class="listing"><table aria-describedby="summary"><thead><tr><th><a href="?sort=namedirfirst&order=desc">v</a>
    <a href="?sort=name&order=asc">Name</a></th><th><a href="?sort=size&order=asc">Size</a></th></tr></thead><tbody>
    <tr><td></td><td><a href=".."><span class="go-up">Up</span></a></td><td></td></tr>
    <tr class="file"><td></td><td><a href="./a%20%26%20b/"><span class="name">a &amp; b</span></a></td><td>&mdash;</td>
      <td class="timestamp"><time datetime="2026-03-09T14:05:06Z">03/09/2026</time></td></tr>
    <tr class="file"><td></td><td><a href="./100%25%20sure%3F.pdf"><span class="name">100% sure?.pdf</span></a></td>
      <td class="size" data-size="1234567"><div class="sizebar-text">1.2 MiB</div></td>
      <td class="timestamp"><time datetime="2026-03-09T14:05:06Z">03/09/2026</time></td></tr>
    <tr class="file"><td></td><td><a href="./%C3%BC%23.txt"><span class="name">ü#.txt</span></a></td>
      <td class="size" data-size="0"><div class="sizebar-text">0 B</div></td>
      <td class="timestamp"><time datetime="2026-03-09T14:05:06Z">03/09/2026</time></td></tr>
    </tbody></table></div>`),
  grid: frame(`<div class="listing grid">
    <div class="entry"><a href="./a%20%26%20b/" title='March 9, 2026 at 14:05:06'><div class="name">a &amp; b</div><div class="size">4.0 KiB</div></a></div>
    <div class="entry"><a href="./100%25%20sure%3F.pdf" title='March 9, 2026 at 14:05:06'><img src="./100%25%20sure%3F.pdf" />
      <div class="name">100% sure?.pdf</div><div class="size">1.2 MiB</div></a></div>
    <div class="entry"><a href="./%C3%BC%23.txt" title='March 9, 2026 at 14:05:06'><div class="name">ü#.txt</div><div class="size">0 B</div></a></div>
    </div>`),
}

describe.each(['list', 'grid'] as const)('a folder that Caddy shows as a %s', (layout) => {
  it('is its files with their times, without the ways to sort, to show and to leave it', async () => {
    const { candidates, skipped, title } = await inspect(page(layouts[layout], at))
    const date = Date.UTC(2026, 2, 9, 14, 5, 6)
    const size = (bytes: number) => (layout === 'list' ? { size: bytes } : {})
    expect(candidates).toEqual([
      { url: `${at}100%25%20sure%3F.pdf`, title: '100% sure?.pdf', date, ...size(1_234_567) },
      { url: `${at}%C3%BC%23.txt`, title: 'ü#.txt', date, ...size(0) },
    ])
    expect(skipped).toEqual([{ text: `${at}a%20%26%20b/`, reason: 'limit' }])
    expect(title).toBe('pub')
  })

  it('is read through its folders, and nothing else of it is', async () => {
    const { asked } = await inspect(page(layouts[layout], at), { options: { depth: 3, obeyRobots: false } })
    expect(asked).toEqual([`${at}a%20%26%20b/`])
  })
})

it('a tip that is no time is none', async () => {
  const html = layouts.grid.replaceAll('March 9, 2026 at 14:05:06', 'Foo 99, 2026 at 99:99:99')
  const { candidates } = await inspect(page(html, at))
  expect(candidates.map(({ date }) => date)).toEqual([undefined, undefined])
})
