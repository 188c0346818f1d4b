import { expect, test } from 'vitest'
import { createSecretBox } from '../../../src-main/platform/secret-box.ts'
import type { SessionNews, SignInWindow, Store } from '../../../src-main/queue/ports.ts'
import { isRefusal, type Refusal } from '../../../src-main/queue/refusal.ts'
import { CredentialKeeper } from '../../../src-main/sessions/credential-keeper.ts'
import { foreignTexts } from '../../../src-main/sessions/foreign-texts.ts'
import { SessionKeeper } from '../../../src-main/sessions/session-keeper.ts'
import { openStore } from '../../../src-main/store/open-store.ts'
import { newSessionSchema, type Session } from '../../../src-preload/contract/index.ts'
import { HandClock } from '../../support/hand-clock.ts'
import { testBox } from '../../support/secret-box.ts'
import { newEpisodes, newId, newJob, temporaryStore } from '../store/support.ts'

const cookie = (name: string, changes: object = {}) => ({
  name,
  value: `hush-${name}`,
  domain: 'a.example',
  path: '/',
  ...changes,
})
const input = (changes: object = {}) => newSessionSchema.parse({ name: 'Archive', ...changes })

interface Keepers {
  readonly sessions: SessionKeeper
  readonly credentials: CredentialKeeper
  readonly told: SessionNews[]
}

function keepersOver(
  store: Store,
  signInWindow: SignInWindow | null = null,
  texts = foreignTexts,
  clock = new HandClock(),
): Keepers {
  const parts = { store, clock, random: { id: newId } }
  const credentials = new CredentialKeeper(parts)
  const sessions = new SessionKeeper({ ...parts, credentials, texts, signInWindow, saveIntervalMs: () => 1_000 })
  const told: SessionNews[] = []
  sessions.onNews((news) => told.push(news))
  return { sessions, credentials, told }
}

function taken<View extends object>(outcome: View | Refusal): View {
  if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`)
  return outcome as View
}

const namesOf = ({ cookies }: Session) => cookies.map(({ name }) => name)

test('a session is there after a restart as it was, cookies included, and shows none of their values', () => {
  const { store } = temporaryStore()
  const { sessions } = keepersOver(store)
  const added = taken(
    sessions.add(
      input({ mode: 'rotating', hosts: ['a.example'], cookies: [cookie('token', { httpOnly: true }), cookie('other')] }),
    ),
  )
  expect(added).toMatchObject({
    name: 'Archive',
    mode: 'rotating',
    effectiveMode: 'rotating',
    signIn: null,
    rotations: 0,
    jobs: 0,
  })
  expect(added.cookies).toMatchObject([{ name: 'token', httpOnly: true, changedAt: null }, { name: 'other' }])
  const later = keepersOver(store).sessions
  expect(later.list()).toEqual({ items: [added], total: 1 })
  expect(
    later
      .live(added.id)
      ?.jar.values()
      .map(({ value }) => value),
  ).toEqual(['hush-token', 'hush-other'])
  expect(JSON.stringify([later.list(), later.shown()])).not.toContain('hush')
})

test('cookies join those that are there, take their place, or are forgotten, each as it is listed', () => {
  const { sessions } = keepersOver(temporaryStore().store)
  const { id } = taken(sessions.add(input({ cookies: [cookie('one'), cookie('two')] })))
  expect(namesOf(taken(sessions.update(id, { cookies: [cookie('three')], replace: false })))).toEqual(['one', 'two', 'three'])
  expect(
    namesOf(taken(sessions.update(id, { removeCookies: [{ name: 'one', domain: 'a.example', path: '/' }], replace: false }))),
  ).toEqual(['two', 'three'])
  expect(namesOf(taken(sessions.update(id, { cookies: [cookie('four')], replace: true })))).toEqual(['four'])
  expect(namesOf(taken(sessions.update(id, { name: 'Other', replace: false })))).toEqual(['four'])
})

test('one cookie that no jar takes refuses the whole, names each, and changes nothing', () => {
  const { sessions, told } = keepersOver(temporaryStore().store)
  const bad = [cookie('fine'), cookie('nowhere', { domain: 'a b' }), cookie('__Host-x', { path: '/deep' })]
  const issues = [
    { path: 'cookies.1', value: 'nowhere', reason: 'domain' },
    { path: 'cookies.2', value: '__Host-x', reason: 'prefix' },
  ]
  expect(sessions.add(input({ cookies: bad }))).toEqual({ refused: 'INVALID_INPUT', params: { issues } })
  expect([sessions.list().total, told]).toEqual([0, []])
  const { id } = taken(sessions.add(input({ cookies: [cookie('kept')] })))
  expect(sessions.update(id, { name: 'Other', cookies: bad, replace: true })).toMatchObject({ refused: 'INVALID_INPUT' })
  expect(sessions.get(id)).toMatchObject({ name: 'Archive', cookies: [{ name: 'kept' }] })
})

test('of a text the usable cookies are taken; one in which there are none is refused, with what was wrong with it', () => {
  const texts = {
    ...foreignTexts,
    readCookies: (text: string, { host }: { readonly host: string | null }) => ({
      format: 'header' as const,
      cookies: text.split(' ').map((name) => cookie(name, { domain: host ?? 'a b' })),
      homeless: [],
      request: null,
      problems: [{ line: 3, name: 'x', reason: 'expired' as const }],
    }),
  }
  const { sessions } = keepersOver(temporaryStore().store, null, texts)
  const added = taken(sessions.add(input({ hosts: ['b.example'], cookiesText: 'one two' })))
  expect(added.cookies).toMatchObject([
    { name: 'one', domain: 'b.example' },
    { name: 'two', domain: 'b.example' },
  ])
  const ofPage = taken(sessions.add(input({ signInUrl: 'https://anna:hush@c.example/sign-in', cookiesText: 'one' })))
  expect(ofPage).toMatchObject({ signInUrl: 'https://c.example/sign-in', cookies: [{ domain: 'c.example' }] })
  expect(sessions.add(input({ cookiesText: 'one' }))).toEqual({
    refused: 'INVALID_INPUT',
    params: { issues: [{ path: 'cookiesText', reason: 'noCookies', value: [{ line: 3, name: 'x', reason: 'expired' }] }] },
  })
  expect(keepersOver(temporaryStore().store).sessions.add(input({ cookiesText: '?' }))).toMatchObject({
    params: { issues: [{ reason: 'cookiesText' }] },
  })
})

test('a sign-out is kept and told once, and ended by cookies, by a resume, or by credentials for the host it showed at', () => {
  const { store } = temporaryStore()
  const { sessions, credentials, told } = keepersOver(store)
  const { id } = taken(sessions.add(input()))
  const need = { host: 'a.example:8443', status: 403 }
  const signOut = () => sessions.requireSignIn(id, need)
  signOut()
  signOut()
  sessions.requireSignIn('nobody', need)
  expect(told.filter(({ kind }) => kind === 'ended')).toEqual([
    { kind: 'ended', sessionId: id, name: 'Archive', host: need.host },
  ])
  expect(sessions.facts(id)).toMatchObject({ needsSignIn: true, renewals: 0 })
  expect(keepersOver(store).sessions.get(id)?.signIn).toMatchObject(need)
  sessions.update(id, { name: 'Archive', replace: false })
  expect(sessions.facts(id)).toMatchObject({ needsSignIn: true, renewals: 0 })
  sessions.update(id, { cookies: [cookie('new')], replace: false })
  expect(sessions.facts(id)).toMatchObject({ needsSignIn: false, renewals: 1 })
  signOut()
  sessions.resume(id)
  expect(sessions.facts(id)).toMatchObject({ needsSignIn: false, renewals: 2 })
  signOut()
  taken(credentials.add({ host: 'b.example', scheme: 'basic', username: 'anna', secret: 'x' }))
  expect(sessions.facts(id)).toMatchObject({ needsSignIn: true })
  taken(credentials.add({ host: 'a.example', scheme: 'basic', username: 'anna', secret: 'x' }))
  expect(sessions.facts(id)).toMatchObject({ needsSignIn: false, renewals: 3 })
  for (const [renewals, port] of [80, 443].entries()) {
    sessions.requireSignIn(id, { host: 'c.example', status: 401 })
    taken(credentials.add({ host: `c.example:${port}`, scheme: 'basic', username: 'anna', secret: 'x' }))
    expect(sessions.facts(id)).toMatchObject({ needsSignIn: false, renewals: 4 + renewals })
  }
  expect(keepersOver(store).sessions.get(id)?.signIn).toBeNull()
})

test('a mode counts at once; automatic begins as shared and keeps what it has learnt where it is chosen again', () => {
  const { sessions, told } = keepersOver(temporaryStore().store)
  const { id } = taken(sessions.add(input({ cookies: [cookie('token')] })))
  expect(sessions.facts(id)?.mode).toBe('shared')
  const live = sessions.live(id)
  live?.take({ url: 'https://a.example/', setCookies: ['token=next'], sequence: live.jar.begin(), isRefusal: false })
  expect(sessions.get(id)).toMatchObject({ mode: 'automatic', effectiveMode: 'rotating', rotations: 1 })
  expect(told).toContainEqual({ kind: 'rotates', sessionId: id, name: 'Archive' })
  expect(sessions.update(id, { mode: 'automatic', replace: false })).toMatchObject({ effectiveMode: 'rotating' })
  expect(sessions.update(id, { mode: 'exclusive', replace: false })).toMatchObject({ effectiveMode: 'exclusive' })
  expect(sessions.update(id, { mode: 'automatic', replace: false })).toMatchObject({ effectiveMode: 'shared' })
})

test('the jobs of a session are counted, and one with open jobs is removed by force alone', () => {
  const { store } = temporaryStore()
  const { sessions } = keepersOver(store)
  const { id } = taken(sessions.add(input()))
  const jobs = [0, 1, 2].map(() => store.addJob(newJob({ sessionId: id }), newEpisodes(1)))
  const [done, freed, open] = jobs
  const [episode] = store.episodes({ jobId: done?.id ?? '', offset: 0, limit: 1 }).items
  for (const status of ['downloading', 'completed'] as const) store.changeEpisode(episode?.id ?? '', { status })
  store.changeJob(freed?.id ?? '', { sessionId: null })
  expect(sessions.get(id)).toMatchObject({ jobs: 2, openJobs: 1 })
  expect(store.jobsOfSession(id, 9)).toEqual([done?.id, open?.id])
  expect(sessions.remove(id, { force: false })).toEqual({ refused: 'CONFLICT', params: { sessionId: id, openJobs: 1 } })
  store.removeJob(open?.id ?? '', { deleteFiles: false })
  expect(sessions.remove(id, { force: false })).toEqual({ done: true })
  expect([sessions.get(id), store.sessions(), store.job(done?.id ?? '')?.sessionId, store.sessionJobs().size]).toEqual([
    null,
    [],
    null,
    0,
  ])
  expect(sessions.remove(id, { force: true })).toMatchObject({ refused: 'NOT_FOUND' })
})

test('very many jobs of a session that is removed are freed in steps, and by the next start where the program died', () => {
  const { store } = temporaryStore()
  const { sessions } = keepersOver(store)
  const { id } = taken(sessions.add(input()))
  store.transaction(() => {
    for (let job = 0; job < 2_500; job += 1) store.addJob(newJob({ sessionId: id }), [])
  })
  expect(sessions.remove(id, { force: true })).toEqual({ done: true })
  expect(store.sessionJobs().get(id)?.jobs).toBe(1_500)
  const clock = new HandClock()
  const later = keepersOver(store, null, foreignTexts, clock).sessions
  expect(later.list().total).toBe(0)
  clock.pass(1)
  expect([store.sessionJobs().size, store.jobsOfSession(id, 1)]).toEqual([0, []])
})

test.each([2_000, 2_500])('once the last of %i jobs of a removed session is freed, that is told', (jobs) => {
  const { store } = temporaryStore()
  const clock = new HandClock()
  const { sessions, told } = keepersOver(store, null, foreignTexts, clock)
  clock.pass(1)
  const { id } = taken(sessions.add(input()))
  store.transaction(() => {
    for (let job = 0; job < jobs; job += 1) store.addJob(newJob({ sessionId: id }), [])
  })
  sessions.remove(id, { force: true })
  const before = told.length
  clock.pass(1)
  expect(store.sessionJobs().size).toBe(0)
  expect(told.slice(before)).toEqual([{ kind: 'changed', sessionId: id }])
})

test('with another key a session asks for a sign-in, and its cookies stay on disk until there are new ones', () => {
  const { store, file } = temporaryStore()
  const { id } = taken(keepersOver(store).sessions.add(input({ hosts: ['a.example'], cookies: [cookie('token')] })))
  const credentialId = taken(
    keepersOver(store).credentials.add({ host: 'a.example', scheme: 'basic', username: 'anna', secret: 'x' }),
  ).id
  store.close()
  const lost = openStore({ file, box: createSecretBox(new Uint8Array(32).fill(9)) })
  const { sessions, credentials } = keepersOver(lost)
  expect(sessions.get(id)).toMatchObject({ cookies: [], signIn: { host: 'a.example', status: null } })
  expect(credentials.list().items).toMatchObject([{ id: credentialId, refusedAt: expect.any(String) }])
  expect(credentials.usable()).toEqual([])
  expect(lost.jar(id)).toBe('unreadable')
  taken(sessions.update(id, { cookies: [cookie('new')], replace: false }))
  expect(sessions.get(id)).toMatchObject({ signIn: null })
  taken(credentials.update(credentialId, { secret: 'y' }))
  expect(credentials.usable()).toMatchObject([{ secret: 'y', refusedAt: null }])
  expect(keepersOver(lost).sessions.get(id)).toMatchObject({ cookies: [{ name: 'new' }], signIn: null })
  lost.close()
})

test('the window for signing in is the desktop’s; its cookies become those of the session, or nothing changes', async () => {
  const { store } = temporaryStore()
  const none = keepersOver(store).sessions
  const { id } = taken(none.add(input({ hosts: ['a.example'], cookies: [cookie('old')] })))
  expect(await none.signIn(id, undefined)).toEqual({ refused: 'CONFLICT', params: { sessionId: id, reason: 'desktop-only' } })
  const asked: string[] = []
  const answers = [null, [cookie('new')]]
  const { sessions } = keepersOver(store, {
    signIn: async ({ url }) => {
      asked.push(url)
      return answers.shift() ?? null
    },
  })
  sessions.requireSignIn(id, { host: 'a.example', status: 401 })
  expect(await sessions.signIn(id, undefined)).toMatchObject({ signedIn: false, session: { cookies: [{ name: 'old' }] } })
  expect(sessions.facts(id)?.needsSignIn).toBe(true)
  expect(await sessions.signIn(id, 'https://a.example/login')).toMatchObject({
    signedIn: true,
    session: { cookies: [{ name: 'new' }] },
  })
  expect(sessions.facts(id)).toMatchObject({ needsSignIn: false, renewals: 1 })
  expect(asked).toEqual(['https://a.example/', 'https://a.example/login'])
  const anywhere = taken(sessions.add(input()))
  expect(await sessions.signIn(anywhere.id, undefined)).toMatchObject({ refused: 'INVALID_INPUT' })
})

test('cookies that cannot be read today outlive a new name and a try, and need no sign-in once their key is back', () => {
  const { store, file } = temporaryStore()
  const { id } = taken(keepersOver(store).sessions.add(input({ cookies: [cookie('token')] })))
  store.close()

  const lost = openStore({ file, box: createSecretBox(new Uint8Array(32).fill(1)) })
  const { sessions } = keepersOver(lost)
  taken(sessions.update(id, { name: 'Renamed', replace: false }))
  taken(sessions.resume(id))
  sessions.close()
  expect(lost.jar(id)).toBe('unreadable')
  lost.close()

  const back = keepersOver(openStore({ file, box: testBox })).sessions.get(id)
  expect(back).toMatchObject({ name: 'Renamed', signIn: null, cookies: [{ name: 'token' }] })
})
