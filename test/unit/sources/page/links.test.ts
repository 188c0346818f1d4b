import { describe, expect, it } from 'vitest'
import { pageSource } from '../../../../src-main/sources/page.ts'
import { inspect, page, urls } from './support.ts'

const at = 'http://127.0.0.1/shop/list.html'
const of = async (html: string) => urls(await inspect(page(html, at)))

describe('what a page links to and shows', () => {
  it('is all that its elements name, in the order of the page', async () => {
    const html = `
      <a href="a.zip">a</a> <map><area href=/area.html></map>
      <img src=i.png> <img srcset="small.jpg 300w, large.jpg 1200w">
      <picture><source srcset="p.webp"><img src="p.jpg"></picture>
      <video src=v.mp4 poster=v.jpg><source src=v.webm><track src=v.vtt></video>
      <audio src="../a.mp3"></audio> <embed src=e.pdf> <object data=o.pdf></object>
      <iframe src=frame.html></iframe> <input type=image src=button.png>
      <svg><a xlink:href="drawn.html">x</a></svg>`
    const found = await of(html)
    const names =
      'a.zip area.html i.png small.jpg large.jpg p.webp p.jpg v.mp4 v.jpg v.webm v.vtt a.mp3 e.pdf o.pdf frame.html button.png drawn.html'
    expect(found.map((url) => url.slice(url.lastIndexOf('/') + 1))).toEqual(names.split(' '))
    expect(found[0]).toBe('http://127.0.0.1/shop/a.zip')
    expect(found).toContain('http://127.0.0.1/a.mp3')
  })

  it('is relative to the first base, also where that one is relative or stands late', async () => {
    expect(await of('<base href="../files/"><base href="/other/"><a href=x.zip>')).toEqual(['http://127.0.0.1/files/x.zip'])
    expect(await of('<a href=x.zip>x</a><base href="http://127.0.0.1:8080/y/">')).toEqual(['http://127.0.0.1:8080/y/x.zip'])
  })

  it('is relative to the page where the base names nothing that could be fetched', async () => {
    expect(await of('<base href="javascript:1"><a href=x.zip>')).toEqual(['http://127.0.0.1/shop/x.zip'])
  })

  it('is the first of several attributes of one name', async () => {
    expect(await of('<a href=one.zip HREF=two.zip title=x>')).toEqual(['http://127.0.0.1/shop/one.zip'])
  })

  it('is where a page leads by itself', async () => {
    expect(await of(`<meta http-equiv=Refresh content="5; URL='next.html'">`)).toEqual(['http://127.0.0.1/shop/next.html'])
    expect(await of('<meta http-equiv=refresh content="0;/now">')).toEqual(['http://127.0.0.1/now'])
    const reload = inspect(page('<meta http-equiv=refresh content="30">', at))
    await expect(reload).rejects.toMatchObject({ reason: 'nothing' })
  })

  it('is enclosures and feeds, and neither styles nor icons nor other languages', async () => {
    const html = `<link rel=stylesheet href=s.css><link rel="shortcut icon" href=f.ico>
      <link rel=alternate hreflang=de href=de.html><link rel="alternate" type="application/rss+xml" title="All shows" href=feed>
      <link rel="enclosure" type="audio/mpeg" href="e.mp3">`
    const { candidates } = await inspect(page(html, at))
    expect(candidates).toEqual([
      { url: 'http://127.0.0.1/shop/feed', title: 'All shows', type: 'application/rss+xml' },
      { url: 'http://127.0.0.1/shop/e.mp3', type: 'audio/mpeg' },
    ])
  })

  it('is also what scripts load when it comes into view, without its placeholder', async () => {
    const html = `<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src=real.jpg>
      <img src=spinner.gif data-original=other.jpg> <img data-srcset="s.jpg 1x, l.jpg 2x"> <noscript><img src=plain.jpg></noscript>`
    const found = await inspect(page(html, at))
    expect(urls(found).map((url) => url.slice(22))).toEqual([
      'real.jpg',
      'spinner.gif',
      'other.jpg',
      's.jpg',
      'l.jpg',
      'plain.jpg',
    ])
    expect(found.skipped).toEqual([])
  })

  it('is not what scripts, styles, comments and fields of text hold', async () => {
    const html = `<script>document.write('<a href=s.zip>')</script><style>/* <a href=t.zip> */</style><!-- <a href=c.zip> -->
      <textarea><a href=u.zip></textarea><a href=yes.zip>`
    expect(await of(html)).toEqual(['http://127.0.0.1/shop/yes.zip'])
  })

  it('leaves out places in the page itself', async () => {
    expect(await of('<a href="#top"><a href=""><a href="list.html#x"><a href="other.html#y">')).toEqual([
      'http://127.0.0.1/shop/other.html',
    ])
  })

  it('says what it skips and why', async () => {
    const html = `<a href="javascript:void(0)"><a href="mailto:a@b.c"><a href="file:///etc/passwd"><a href="java\nscript:1">
      <a href="data:text/plain,x"><a href="http://"><a href="ftp://127.0.0.1/x"><a href="ok.zip">`
    const { candidates, skipped } = await inspect(page(html, at))
    expect(candidates).toHaveLength(1)
    expect(skipped.map(({ reason }) => reason)).toEqual(['scheme', 'scheme', 'scheme', 'scheme', 'scheme', 'address', 'scheme'])
    expect(skipped[2]?.text).toBe('file:///etc/passwd')
  })

  it('cannot leave its host by dots in a path', async () => {
    expect(await of('<a href="../../../../etc/passwd"><a href="%2e%2e/%2e%2e/x">')).toEqual([
      'http://127.0.0.1/etc/passwd',
      'http://127.0.0.1/x',
    ])
  })
})

describe('what a link is called', () => {
  const titles = async (html: string) => (await inspect(page(html, at))).candidates.map(({ title }) => title ?? null)

  it('is its text, drawn together and decoded', async () => {
    expect(await titles('<a href=a title=no>\n The <b>first</b>&nbsp; &amp; <i>last</i>\n</a>')).toEqual(['The first & last'])
  })

  it('is its own title, its label or the picture in it, where it has no text', async () => {
    expect(await titles('<a href=a title=Titled> </a><a href=b aria-label=Labelled></a>')).toEqual(['Titled', 'Labelled'])
    expect(await titles('<a href=a><img src=i alt=Pictured></a>')).toEqual(['Pictured', 'Pictured'])
    expect(await titles('<a href=a></a>')).toEqual([null])
  })

  it('ends where the next one begins, also unclosed', async () => {
    expect(await titles('<a href=a>One<a href=b>Two</a> three <a href=c>Four')).toEqual(['One', 'Two', 'Four'])
  })

  it('comes with the file name and the media type that the page says', async () => {
    const { candidates } = await inspect(page('<a href=get?id=7 download="Report 7.pdf" type="Application/PDF; x=y">R</a>', at))
    expect(candidates).toEqual([
      { url: 'http://127.0.0.1/shop/get?id=7', title: 'R', fileName: 'Report 7.pdf', type: 'application/pdf' },
    ])
  })
})

describe('a long page', () => {
  it('is the same wherever one piece of it ends and the next begins', async () => {
    const html = `<title>A&thinsp;&lt;b</title><a href="a&amp;b&uuml.zip?x=1&copy=2" title=no>Ti&uuml;tl&eacute &notit; &amp</a><!-- <a href=c> --><script>"<a href=s>"</script
      ><img srcset="p.jpg 1x, q.jpg 2x" alt='a > b'><br/><a href='last.zip'>&#x4c;ast</a>`
    const whole = await inspect(page(html, at))
    expect(whole.candidates.map(({ title }) => title)).toEqual(['Tiütlé ¬it; &', 'a > b', 'a > b', 'Last'])
    for (let before = 0; before <= html.length; before += 1) {
      const { candidates, title } = await inspect(page(`${' '.repeat(131_072 - before)}${html}`, at))
      expect({ before, candidates, title }).toEqual({ before, candidates: whole.candidates, title: 'A <b' })
    }
  })
})

describe('the page source', () => {
  it('takes pages, and nothing else', () => {
    const served = (text: string | null, type: string) => pageSource.matches(page(text, at, { type }))
    expect([served('x', 'text/html'), served('x', 'application/xhtml+xml'), served(' <!DOCTYPE html><p>', '')]).toEqual([
      true,
      true,
      true,
    ])
    expect([served('<rss/>', 'application/xml'), served('plain', ''), served(null, 'text/html')]).toEqual([false, false, false])
    expect(pageSource.matches({ from: 'text', text: '<a href=x>', fileName: 'saved.HTM' })).toBe(true)
    expect(pageSource.matches({ from: 'text', text: '<a href=x>', fileName: null })).toBe(false)
  })

  it('reads a page that was saved, as far as its addresses are whole', async () => {
    const text = '<title>Saved</title><a href="http://127.0.0.1/a.zip">A</a><a href="b.zip">B</a>'
    const found = await inspect({ from: 'text', text, fileName: 'saved.html' })
    expect(found).toMatchObject({ title: 'Saved', skipped: [{ text: 'b.zip', reason: 'address' }] })
    expect(urls(found)).toEqual(['http://127.0.0.1/a.zip'])
  })

  it('tells the title and fetches nothing for the page alone', async () => {
    const found = await inspect(page('<title> My\n list </title><a href=next.html>', at))
    expect(found).toMatchObject({ title: 'My list', asked: [], pages: [{ read: 1, left: 0 }] })
  })
})
