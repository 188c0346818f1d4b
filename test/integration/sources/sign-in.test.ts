import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Inspection, Session, Subscription } from '../../../src-preload/contract/index.ts'
import { staffel } from '../../support/each-test-a-staffel.ts'
import { FeedServer } from '../../support/feed-server.ts'
import { episodesFrom, podcastFeed } from '../../support/podcast.ts'
import { until } from '../../support/staffel.ts'

let feeds: FeedServer
beforeEach(async () => {
  feeds = await FeedServer.start()
})
afterEach(() => feeds.close())

const newSession = () => {
  const cookie = { name: 'token', value: 'long gone', domain: '127.0.0.1', path: '/', httpOnly: true, hostOnly: true }
  return staffel.post<Session>('/sessions', { name: 'Archive', cookies: [cookie] })
}
const sessionNow = ({ id }: Session) => staffel.get<Session>(`/sessions/${id}`)
const hostOf = (path: string) => new URL(feeds.url(path)).host

async function inspected(path: string, session: Session): Promise<Inspection> {
  const { id } = await staffel.post<Inspection>('/sources/inspections', { input: feeds.url(path), sessionId: session.id })
  return until(
    () => staffel.get<Inspection>(`/sources/inspections/${id}`),
    ({ state }) => state !== 'running',
    15_000,
  )
}

it('an inspection that is refused or led to a sign-in says so, and its session waits for one', async () => {
  feeds.set('/refused', 403)
  feeds.set('/moved', { movedTo: '/login?next=moved', status: 302 })
  feeds.set('/login?next=moved', { text: '<form><input type="password"></form><a href="/a.zip">a</a>', type: 'text/html' })
  const events = await staffel.events()
  for (const [path, status] of [
    ['/refused', 403],
    ['/moved', null],
  ] as const) {
    const session = await newSession()
    const { error } = await inspected(path, session)
    expect(error).toMatchObject({ code: 'AUTH_REQUIRED', params: { host: hostOf(path) } })
    expect(await sessionNow(session)).toMatchObject({ signIn: { host: hostOf(path), status } })
  }
  await until(
    async () => events.seen.filter(({ event }) => event.type === 'notice' && event.notice.code === 'SESSION_ENDED'),
    ({ length }) => length === 2,
    5_000,
  )
  await events.stop()
  const { status, body } = await staffel.call('POST', '/sources/inspect', { input: feeds.url('/refused') })
  expect({ status, body }).toMatchObject({ body: { params: { failure: { code: 'HTTP_STATUS', params: { status: 403 } } } } })
})

it('a feed that is followed with a session shows that it wants a sign-in, and its session waits for one', async () => {
  const session = await newSession()
  const input = { url: feeds.url('/feed'), sessionId: session.id }
  feeds.set('/feed', 401)
  expect((await staffel.call('POST', '/subscriptions', input)).body).toMatchObject({
    params: { failure: { code: 'AUTH_REQUIRED' } },
  })
  expect(await sessionNow(session)).toMatchObject({ signIn: { host: hostOf('/feed'), status: 401 } })

  feeds.set('/feed', {
    text: podcastFeed(
      'A show',
      episodesFrom(1, 1, (number) => feeds.url(`/${number}.mp3`)),
    ),
  })
  await staffel.post(`/sessions/${session.id}/resume`)
  expect(await sessionNow(session)).toMatchObject({ signIn: null })
  const { id } = await staffel.post<Subscription>('/subscriptions', input)
  feeds.set('/feed', { movedTo: '/login', status: 302 })
  feeds.set('/login', { text: '<form><input type="password"></form>', type: 'text/html' })
  const checked = await staffel.post<Subscription>(`/subscriptions/${id}/check`)
  expect(checked.error).toMatchObject({ code: 'AUTH_REQUIRED', params: { host: hostOf('/feed') } })
  expect(await sessionNow(session)).toMatchObject({ signIn: { host: hostOf('/feed'), status: null } })
})
