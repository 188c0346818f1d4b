import { describe, expect, it } from 'vitest'
import { inspect, page, urls } from './support.ts'

const at = 'http://127.0.0.1/a/'
const mebibytes = (count: number, text: string) => text.repeat(Math.ceil((count * 1_048_576) / text.length))
/** What stands before and behind the link that has to be found all the same. */
const found = async (before: string, after = '') => urls(await inspect(page(`${before}<a href="ok.zip">ok</a>${after}`, at)))

describe('a page that means harm', () => {
  it('is read on behind an attribute, a name or a tag of ten megabytes', async () => {
    const long = mebibytes(10, 'x')
    expect(await found(`<a href="${long}">x</a>`)).toEqual([`${at}ok.zip`])
    expect(await found(`<a ${long}=1 title='${long}'>x</a>`)).toEqual([`${at}ok.zip`])
    expect(await found(`<${long} href=no.zip>x</${long}>`)).toEqual([`${at}ok.zip`])
    expect(await found(`<a href="${mebibytes(10, '&amp;')}">x</a>`)).toEqual([`${at}ok.zip`])
  })

  it('has its longest addresses skipped, with the beginning of them', async () => {
    const { skipped } = await inspect(
      page(`<a href="${'x'.repeat(70_000)}"><img src="data:image/png;base64,${mebibytes(10, 'A')}">`, at),
    )
    expect(skipped.map(({ reason, text }) => [reason, text.length])).toEqual([
      ['tooLong', 500],
      ['scheme', 500],
    ])
  })

  it('is read through a million open tags, a million closing ones and a million attributes', async () => {
    expect(await found(`${'<div>'.repeat(1_000_000)}${'</b>'.repeat(1_000_000)}`)).toEqual([`${at}ok.zip`])
    expect(await found(`<p ${Array.from({ length: 1_000_000 }, (_, index) => `a${index}`).join(' ')}>`)).toEqual([`${at}ok.zip`])
    expect(await found(`<a ${'title=x '.repeat(1_000_000)} href=many.zip>`)).toEqual([`${at}many.zip`, `${at}ok.zip`])
  })

  it('is read where its tags are broken', async () => {
    expect(await found('<a href="x.zip" <b>', '<a href="never')).toEqual([`${at}x.zip`, `${at}ok.zip`])
    expect(await found('<<<>>></ ><!><!doctype><?php ?><a =x <!-- --!>')).toContain(`${at}ok.zip`)
    expect(await found('</a></a></title></pre></table>')).toEqual([`${at}ok.zip`])
    await expect(found('<title>')).rejects.toMatchObject({ reason: 'nothing' })
  })

  it('is over soon where its lists of pictures, its redirects and its words are made to take long', async () => {
    for (const set of [' ', ',', 'x,', 'a ,', 'aa b,', 'x\t\n']) {
      expect(await found(`<img srcset="${mebibytes(1, set)}">`)).toContain(`${at}ok.zip`)
    }
    for (const content of ['1', ' ', '1 ', '1; url ', '0;']) {
      expect(await found(`<meta http-equiv=refresh content="${mebibytes(1, content)}">`)).toContain(`${at}ok.zip`)
    }
    expect(await found(`<title>${mebibytes(5, ' ')}</title>`)).toEqual([`${at}ok.zip`])
    expect(await found(`<title>Index of /</title>`, mebibytes(5, '1 '))).toEqual([`${at}ok.zip`])
  })

  it('has the first of its pictures taken where it names more for one place than any page does', async () => {
    const set = Array.from({ length: 3_000 }, (_, index) => `p${String(index).padStart(4, '0')}.jpg ${index + 1}w`).join(', ')
    const pictures = await found(`<img srcset="${set}">`)
    expect(pictures.length).toBeGreaterThan(900)
    expect(pictures.length).toBeLessThan(1_100)
    expect(pictures.slice(0, -1).every((url) => /\/p\d{4}\.jpg$/.test(url))).toBe(true)
  })

  it('keeps titles as short as titles are', async () => {
    const { candidates, title } = await inspect(
      page(`<title>${mebibytes(1, 'x')}</title><a href=a>${mebibytes(1, 'word ')}</a>`, at),
    )
    expect(title?.length).toBeLessThanOrEqual(1_000)
    expect(candidates[0]?.title?.length).toBeLessThanOrEqual(1_000)
  })

  it('cannot keep its robots’ rules from being weighed in time', async () => {
    const rules = `User-agent: *\n${`Disallow: *${'a'.repeat(900)}z\n`.repeat(500)}`
    const { skipped } = await inspect(page(`<a href="/${'a'.repeat(1_900)}">x</a>`, at), {
      options: { depth: 1 },
      answers: { 'http://127.0.0.1/robots.txt': { type: 'text/plain', text: rules } },
    })
    expect(skipped.map(({ reason }) => reason)).toEqual(['robots'])
  })
})
