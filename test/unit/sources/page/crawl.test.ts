import { describe, expect, it } from 'vitest'
import { type Answer, inspect, page, urls } from './support.ts'

const host = 'http://127.0.0.1:1000'
const links = (...hrefs: string[]) => hrefs.map((href) => `<a href="${href}">${href}</a>`).join('\n')
const list = (path: string, ...names: string[]) =>
  `<title>Index of ${path}</title><pre><a href="../">../</a>\n${names.map((name) => `<a href="${name}">${name}</a>  09-Mar-2026 14:05  5`).join('\n')}</pre>`
const start = (text: string, path = '/') => page(text, host + path)

const moved = (location: string) => ({ status: 302, headers: { location }, text: '' })

/** Answers at paths of the host; there are no rules for robots. */
function at(answers: Readonly<Record<string, Answer>>): Record<string, Answer> {
  return Object.fromEntries(Object.entries(answers).map(([path, answer]) => [host + path, answer]))
}

describe('a crawl', () => {
  it('reads the pages behind the links, as deep as it is asked to', async () => {
    const answers = at({
      '/b': links('/c', 'b.zip'),
      '/c': links('/d', 'c.zip'),
      '/d': links('/e', 'd.zip'),
      '/e': links('e.zip'),
    })
    const deep = async (depth: number) => inspect(start(links('/b', 'a.zip')), { options: { depth }, answers })
    expect(urls(await deep(0))).toEqual([`${host}/b`, `${host}/a.zip`])
    expect(urls(await deep(1))).toEqual([`${host}/a.zip`, `${host}/b`, `${host}/c`, `${host}/b.zip`])
    expect((await deep(3)).asked).toEqual(['/robots.txt', '/b', '/c', '/d'].map((path) => host + path))
    expect((await deep(3)).candidates.filter(({ url }) => url.endsWith('.zip'))).toHaveLength(4)
  })

  it('fetches nothing where it is asked for the page alone', async () => {
    const { asked } = await inspect(start(`${links('/b')}<meta http-equiv=refresh content="0; /c"><iframe src=/d></iframe>`))
    expect(asked).toEqual([])
  })

  it('reads each page once, however it is linked', async () => {
    const answers = at({ '/b': links('/', '/b', '/b#x', '/c'), '/c': links('/b', '/'), '/b?x=1&y=2': links('b.zip') })
    const { asked } = await inspect(
      start(links('/b', '/b#1', '/c', '/b?x=1&y=2', '/b?y=2&x=1', '/b?PHPSESSID=1', '/c;jsessionid=9')),
      {
        options: { depth: 3 },
        answers,
      },
    )
    expect(asked.map((url) => url.slice(host.length))).toEqual(['/robots.txt', '/b', '/c', '/b?x=1&y=2'])
    const shallow = await inspect(start(links('/b')), { options: { depth: 1 }, answers })
    expect(urls(shallow)).toEqual([`${host}/b`, `${host}/c`])
  })

  it('follows what may be a page, not files and pictures', async () => {
    const html = `${links('/a.zip', '/page', '/p.php?id=1', '/t.html', '/film.mkv', '/v1.2')}<img src=/picture><iframe src=/frame></iframe>`
    const { asked } = await inspect(start(html), { options: { depth: 1, obeyRobots: false } })
    expect(asked.map((url) => url.slice(host.length))).toEqual(['/page', '/p.php?id=1', '/t.html', '/v1.2', '/frame'])
  })

  it('tells what turned out to be a file, with what its server says', async () => {
    const answers = at({
      '/get?id=1': { type: 'audio/mpeg', text: null, headers: { 'content-length': '4711' } },
      '/get?id=2': { type: 'application/zip', text: null, headers: { 'content-length': '5', 'content-encoding': 'gzip' } },
      '/page': '<title>A page</title>',
    })
    const html = '<a href="/get?id=1">One</a><a href="/get?id=2"></a><a href="/page"></a>'
    const { candidates } = await inspect(start(html), { options: { depth: 1 }, answers })
    expect(candidates).toEqual([
      { url: `${host}/get?id=1`, title: 'One', type: 'audio/mpeg', size: 4711 },
      { url: `${host}/get?id=2`, type: 'application/zip' },
      { url: `${host}/page`, type: 'text/html', title: 'A page' },
    ])
  })

  it('says which pages it could not read', async () => {
    const answers = at({ '/gone': { status: 404, text: 'no' }, '/down': { failed: true } })
    const { skipped, pages } = await inspect(start(links('/gone', '/down')), { options: { depth: 1 }, answers })
    expect(skipped).toEqual([
      { text: `${host}/gone`, reason: 'unreadable' },
      { text: `${host}/down`, reason: 'unreadable' },
    ])
    expect(pages.at(-1)).toEqual({ read: 1, left: 0 })
  })

  it('says of which page the end is missing', async () => {
    const answers = at({ '/b': { text: links('b.zip'), isCut: true } })
    const { skipped } = await inspect(start(links('/b')), { options: { depth: 1 }, answers })
    expect(skipped).toEqual([{ text: `${host}/b`, reason: 'limit' }])
  })

  it('tells how far it is after each page', async () => {
    const answers = at({ '/b': links('b.zip'), '/c': links('c.zip') })
    const { pages } = await inspect(start(links('/b', '/c')), { options: { depth: 1 }, answers })
    expect(pages).toEqual([
      { read: 1, left: 2 },
      { read: 2, left: 1 },
      { read: 3, left: 0 },
    ])
  })

  it('remembers on which page a link stood, where it was not the first', async () => {
    const answers = at({ '/b': '<a href="x.zip?t=1">X</a>' })
    const { candidates } = await inspect(start(links('/b', 'a.zip')), { options: { depth: 1 }, answers })
    expect(candidates.map(({ key }) => key)).toEqual([undefined, undefined, `${host}/b#%2Fx.zip%20X`])
  })
})

describe('where a crawl goes', () => {
  const other = 'http://127.0.0.1:2000'
  const html = links('/b', `${other}/c`, `${other}/c.zip`)

  it('is its own host, and of others it takes the links alone', async () => {
    const found = await inspect(start(html), { options: { depth: 2 }, answers: at({ '/b': links(`${other}/d`) }) })
    expect(found.asked).toEqual([`${host}/robots.txt`, `${host}/b`])
    expect(urls(found)).toEqual([`${other}/c`, `${other}/c.zip`, `${host}/b`, `${other}/d`])
  })

  it('is also the hosts that were named', async () => {
    const answers = { ...at({ '/b': links('b.zip') }), [`${other}/c`]: links('x.zip') }
    const named = await inspect(start(html), { options: { depth: 1, hosts: ['127.0.0.1:2000'] }, answers })
    expect(urls(named)).toContain(`${other}/x.zip`)
    const nameless = await inspect(start(html), { options: { depth: 1, hosts: ['127.0.0.1'] }, answers })
    expect(urls(nameless)).toContain(`${other}/x.zip`)
    const wrong = await inspect(start(html), { options: { depth: 1, hosts: ['127.0.0.1:3000'] }, answers })
    expect(wrong.asked).not.toContain(`${other}/c`)
  })

  it('is the host that was asked for, too, where it sent the first page elsewhere', async () => {
    const moved = page(links('/b', `${other}/c`), `${host}/`, { requestedUrl: `${other}/old` })
    const { asked } = await inspect(moved, { options: { depth: 1, obeyRobots: false } })
    expect(asked).toEqual([`${host}/b`, `${other}/c`])
  })

  it('is not where a redirect leads out of it, though a file there is one', async () => {
    const answers = at({
      '/page': moved(`${other}/welcome`),
      '/get': moved(`${other}/x.zip`),
    })
    const found = await inspect(start(links('/page', '/get')), { options: { depth: 2 }, answers })
    expect(found.skipped).toEqual([{ text: `${host}/page`, reason: 'elsewhere' }])
    expect(found.candidates).toEqual([{ url: `${host}/get`, title: '/get' }])
    expect(found.asked.filter((url) => url.startsWith(other))).toEqual([])
  })

  it('is where a redirect leads to a host that was named, under the rules of that one', async () => {
    const answers = {
      ...at({ '/page': moved(`${other}/welcome`), '/closed': moved(`${other}/private`), '/round': moved(`${other}/round`) }),
      [`${other}/welcome`]: links('x.zip'),
      [`${other}/robots.txt`]: { type: 'text/plain', text: 'User-agent: *\nDisallow: /private' },
      [`${other}/round`]: moved(`${host}/round`),
    }
    const found = await inspect(start(links('/page', '/closed', '/round')), {
      options: { depth: 1, hosts: ['127.0.0.1:2000'] },
      answers,
    })
    expect(urls(found)).toEqual([`${host}/page`, `${other}/x.zip`])
    expect(found.skipped).toEqual([{ text: `${other}/private`, reason: 'robots' }])
  })

  it('reads a page once where several lead to it by redirects', async () => {
    const same = { url: `${host}/same`, text: links('x.zip') }
    const found = await inspect(start(links('/1', '/2')), { options: { depth: 1 }, answers: at({ '/1': same, '/2': same }) })
    expect(urls(found).filter((url) => url.endsWith('x.zip'))).toHaveLength(1)
  })
})

describe('folders', () => {
  const answers = at({
    '/pub/a/': list('/pub/a/', 'one.mp3', 'deep%20er/'),
    '/pub/a/deep%20er/': list('/pub/a/deep er/', 'two.mp3', 'last/'),
  })

  it('are read as deep as it is asked to, and kept', async () => {
    const found = await inspect(start(list('/pub/', 'a/', 'top.mp3'), '/pub/'), { options: { depth: 2 }, answers })
    expect(found.candidates.map(({ title, directory }) => [title, directory])).toEqual([
      ['top.mp3', undefined],
      ['one.mp3', 'a'],
      ['two.mp3', 'a/deep er'],
    ])
    expect(found.skipped).toEqual([{ text: `${host}/pub/a/deep%20er/last/`, reason: 'limit' }])
  })

  it('are followed downwards only, and their pages are files', async () => {
    const { asked } = await inspect(start(list('/pub/', 'a/', 'manual.html'), '/pub/'), { options: { depth: 1 }, answers })
    expect(asked).toEqual([`${host}/robots.txt`, `${host}/pub/a/`])
  })

  it('are kept of what pages below the first show, too', async () => {
    const gallery = at({ '/g/album/': '<img src="1.jpg"><img src="/logo.png"><img src="%2e%2e%2f%2e%2e%2fx/y.jpg">' })
    const found = await inspect(start(links('album/'), '/g/index.html'), { options: { depth: 1 }, answers: gallery })
    expect(found.candidates.slice(1).map(({ directory }) => directory)).toEqual(['album', undefined, 'album/%2e%2e%2f%2e%2e%2fx'])
  })
})

describe('a crawl that would never end', () => {
  it('reads as many pages as it may, and gives the others as links', async () => {
    const answers = (url: string) =>
      url.endsWith('robots.txt') ? undefined : links(...Array.from({ length: 50 }, (_, day) => `${url}x${day}`))
    const found = await inspect(start(links('/calendar')), { options: { depth: 3, maxPages: 20 }, answers })
    expect(found.asked).toHaveLength(1 + 19)
    expect(found.pages.at(-1)).toMatchObject({ read: 20 })
    expect(new Set(urls(found)).size).toBe(1 + 19 * 50)
    expect(found.mostAtOnce).toBeLessThanOrEqual(4)
  })

  it('does not go in circles, down endless paths or along endless addresses', async () => {
    const html = links('/a/b/a/b/a/b/', '/x/x/x', `/${'d/'.repeat(40)}`, `/?q=${'y'.repeat(3_000)}`, '/a/b/a/b/')
    const found = await inspect(start(html), { options: { depth: 1, obeyRobots: false } })
    expect(found.asked).toEqual([`${host}/a/b/a/b/`])
    expect(urls(found)).toHaveLength(4)
  })

  it('ends soon after it is cancelled', async () => {
    const stop = new AbortController()
    let read = 0
    const answers = (url: string) => links(...Array.from({ length: 50 }, (_, day) => `${url}/${day}`))
    const running = inspect(start(links('/c')), {
      options: { depth: 3, maxPages: 10_000, obeyRobots: false },
      answers,
      signal: stop.signal,
      onFinding: (finding) => {
        if (finding.kind === 'pages') read = finding.read
        if (read === 10) stop.abort(new Error('enough'))
      },
    })
    await expect(running).rejects.toThrow('enough')
    expect(read).toBe(10)
  })
})

describe('what robots are asked', () => {
  const rules = (text: string, status = 200): Answer => ({ status, type: 'text/plain', text })
  const crawl = (robots: Answer, options = {}) =>
    inspect(start(links('/open', '/closed/x')), {
      options: { depth: 1, ...options },
      answers: at({ '/robots.txt': robots, '/open': links('o.zip'), '/closed/x': links('c.zip') }),
    })

  it('is obeyed, and said', async () => {
    const found = await crawl(rules('User-agent: *\nDisallow: /closed/'))
    expect(found.asked).toEqual([`${host}/robots.txt`, `${host}/open`])
    expect(found.skipped).toEqual([{ text: `${host}/closed/x`, reason: 'robots' }])
  })

  it('is obeyed as it is meant for us', async () => {
    const forUs = await crawl(rules('User-agent: *\nDisallow: /\n\nUser-agent: staffel\nDisallow: /closed/\nAllow: /open'))
    expect(forUs.asked).toContain(`${host}/open`)
    const forOthers = await crawl(rules('User-agent: Other\nDisallow: /'))
    expect(forOthers.skipped).toEqual([])
  })

  it('is not asked where the person does not want it', async () => {
    const found = await crawl(rules('User-agent: *\nDisallow: /'), { obeyRobots: false })
    expect(found.asked).toEqual([`${host}/open`, `${host}/closed/x`])
  })

  it('is everything allowed where there are no rules, and nothing where they cannot be had', async () => {
    expect((await crawl(rules('', 404))).skipped).toEqual([])
    for (const answer of [rules('', 503), rules('', 429), { failed: true } as const]) {
      const found = await crawl(answer)
      expect(found.asked).toEqual([`${host}/robots.txt`])
      expect(found.skipped.map(({ reason }) => reason)).toEqual(['robots', 'robots'])
    }
  })

  it('does not count as pages what it closes', async () => {
    const closed = Array.from({ length: 30 }, (_, index) => `/closed/${index}`)
    const found = await inspect(start(links(...closed, '/open')), {
      options: { depth: 1, maxPages: 3 },
      answers: at({ '/robots.txt': rules('User-agent: *\nDisallow: /closed/'), '/open': links('o.zip') }),
    })
    expect(urls(found)).toContain(`${host}/o.zip`)
  })

  it('is also what a page says of its own links', async () => {
    const html = `<meta name=robots content="noindex, NoFollow">${links('/b')}`
    expect((await inspect(start(html), { options: { depth: 1 } })).asked).toEqual([])
    expect((await inspect(start(html), { options: { depth: 1, obeyRobots: false } })).asked).toEqual([`${host}/b`])
  })
})
