import { describe, expect, it } from 'vitest'
import type { DocumentAnswer, SessionFacts } from '../../../src-main/queue/ports.ts'
import { DeskBench } from '../../support/sources/desk-bench.ts'

type Answered = Extract<DocumentAnswer, { kind: 'answered' }>

const session: SessionFacts = { id: 'archive', name: 'Archive', mode: 'shared', needsSignIn: false, renewals: 3 }

function answered(status: number, html: string, more: Partial<Answered> = {}): DocumentAnswer {
  const url = 'http://h/list'
  const headers = { 'content-type': 'text/html' }
  return { kind: 'answered', status, url, permanentUrl: url, headers, body: Buffer.from(html), isCut: false, ...more }
}

const links = '<title>Files</title><a href="/a.zip">a</a><a href="/more">more</a>'
const form = '<form action="/enter"><input name="u"><input class="x" type="password"></form><a href="/lost">Lost?</a>'
const atLogin = { url: 'http://h/login', refusal: 'signInPage' } as const

function withSession(answer: DeskBench['answer']): DeskBench {
  const bench = new DeskBench()
  bench.sessions.set(session.id, session)
  bench.answer = answer
  return bench
}

describe('an inspection with a session', () => {
  it.each([
    ['a 401', answered(401, '', { refusal: 'signIn' }), 401],
    ['a 403', answered(403, '', { refusal: 'signIn' }), 403],
    ['a page to sign in at', answered(200, form, atLogin), null],
  ])('says that %s wants a sign-in, and its session waits for one', async (_what, answer, status) => {
    const bench = withSession(() => answer)
    const ended = await bench.ended(bench.begin('http://h/list', {}, session.id).id)
    expect(ended).toMatchObject({ state: 'failed', error: { code: 'AUTH_REQUIRED', params: { host: 'h' } } })
    expect(bench.signIns).toEqual([['archive', { host: 'h', status }]])
  })

  it('that was renewed meanwhile is not blamed, and neither is one that another lost its turn to', async () => {
    const bench = withSession(() => {
      bench.sessions.set(session.id, { ...session, renewals: 4 })
      return answered(401, '', { refusal: 'signIn' })
    })
    expect(await bench.ended(bench.begin('http://h/list', {}, session.id).id)).toMatchObject({ error: { code: 'AUTH_REQUIRED' } })
    bench.answer = () => answered(401, '', { refusal: 'replaced' })
    const ended = await bench.ended(bench.begin('http://h/list', {}, session.id).id)
    expect(ended).toMatchObject({ error: { code: 'SESSION_CONFLICT' } })
    expect(bench.signIns).toEqual([])
  })

  it('reads a page that only lies where signing in might', async () => {
    const bench = withSession(() => answered(200, links, { url: 'http://h/docs/authentication/', refusal: 'signInPage' }))
    expect(await bench.ended(bench.begin('http://h/docs/', {}, session.id).id)).toMatchObject({ state: 'done', found: 2 })
    expect(bench.signIns).toEqual([])
  })

  it('skips pages behind the first that want a sign-in, and leaves the session as it is', async () => {
    const bench = withSession(({ url }) => {
      if (url === 'http://h/list') return answered(200, `${links}<a href="/own">own</a>`)
      if (url === 'http://h/more') return answered(200, form, atLogin)
      return url.endsWith('robots.txt') ? answered(404, '') : answered(403, '', { url, refusal: 'signIn' })
    })
    const ended = await bench.ended(bench.begin('http://h/list', { depth: 1 }, session.id).id)
    expect(ended).toMatchObject({ state: 'done', found: 1, skipped: 2 })
    expect(ended.skippedFirst.map(({ text, reason }) => [text, reason])).toEqual([
      ['http://h/more', 'unreadable'],
      ['http://h/own', 'unreadable'],
    ])
    expect(bench.signIns).toEqual([])
  })
})

it('an inspection without a session says that a sign-in is wanted, and no session is touched', async () => {
  const bench = withSession(() => answered(401, '', { refusal: 'signIn' }))
  const ended = await bench.ended(bench.begin('http://h/list').id)
  expect(ended.error).toMatchObject({ code: 'AUTH_REQUIRED', params: { host: 'h', status: 401 } })
  expect(bench.signIns).toEqual([])
})
