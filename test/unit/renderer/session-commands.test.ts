import { beforeEach, describe, expect, test } from 'vitest'
import type { Session } from '../../../src-preload/contract/index.ts'
import { createLiveStore, type LiveStore } from '../../../src-renderer/state/live-store.ts'
import { createSessionCommands } from '../../../src-renderer/state/session-commands.ts'
import type { Message } from '../../../src-renderer/state/toasts.ts'
import { createViewStore, type ViewStore } from '../../../src-renderer/state/view-store.ts'
import { cookieWith, episodeWith, jobWith, sessionWith } from '../../support/items.ts'

type Parts = Parameters<typeof createSessionCommands>[0]

const seeker = { jobId: 'j', title: 'Job j', host: 'example.org', url: 'https://example.org/files/1' }
const credential = {
  id: 'c',
  host: 'example.org',
  scheme: 'basic',
  username: 'ana',
  createdAt: '2026-01-01T00:00:00.000Z',
  usedAt: null,
  refusedAt: null,
} as const

let live: LiveStore
let view: ViewStore
let asked: string[]
let said: Message[]
/** What the person does with the window for signing in. */
let signsIn: boolean

const uncalled = () => Promise.reject(new Error('nobody should ask this'))

/** A core with one session; it notes what it is asked. */
function commandsOf(kind: Parts['kind'], known: Session) {
  const noted =
    <Answer>(name: string, answer: () => Answer) =>
    async (input: unknown = {}) => {
      asked.push(`${name} ${JSON.stringify(input)}`)
      return answer()
    }
  const client: Parts['client'] = {
    sessions: {
      add: noted('add', () => sessionWith({ id: 'new', signInUrl: 'https://example.org/' })),
      remove: noted('remove', () => ({ done: true as const })),
      signIn: noted('signIn', () => ({ signedIn: signsIn, session: { ...known, signIn: null } })),
      update: uncalled,
      resume: uncalled,
      inspect: uncalled,
      readCurl: uncalled,
      export: uncalled,
    },
    credentials: {
      list: noted('credentials', () => ({ items: [credential], total: 1 })),
      add: uncalled,
      update: uncalled,
      remove: uncalled,
      importNetrc: uncalled,
    },
    jobs: {
      update: noted('update', () => jobWith({ id: 'j' })),
      episodes: noted('episodes', () => ({ items: [episodeWith({ id: 'e', jobId: 'j', url: seeker.url })], total: 1 })),
      get: uncalled,
      list: uncalled,
    },
    episodes: { get: uncalled },
    bulk: noted('bulk', () => ({ changed: 1, skipped: 0 })),
  }
  live.setState({ sessions: [known] })
  return createSessionCommands({ client, kind, live, view, say: (message) => said.push(message) })
}

const dialog = () => {
  const open = view.getState().dialog
  return open?.kind === 'sessions' ? open.dialog : null
}

beforeEach(() => {
  live = createLiveStore()
  view = createViewStore()
  asked = []
  said = []
  signsIn = true
})

describe('the way to a new sign-in', () => {
  const ended = sessionWith({ id: 's', signIn: { since: '2026-01-01T00:00:00.000Z', host: 'example.org', status: 401 } })

  test('is a window in the shell, at the server that asked for it, and the job that asked tries again', async () => {
    await commandsOf('desktop', ended).renew('s', seeker)
    expect(asked).toEqual(['signIn {"sessionId":"s","url":"https://example.org/"}', 'bulk {"action":"retry","jobIds":["j"]}'])
    expect(said).toEqual([{ kind: 'signedIn', name: ended.name }])
    expect(live.getState().sessions?.[0]?.signIn).toBeNull()
  })

  test('leads nowhere where nobody signs in', async () => {
    signsIn = false
    await commandsOf('desktop', ended).renew('s', seeker)
    expect(asked).toHaveLength(1)
    expect(said).toEqual([])
  })

  test('is an import of cookies in a browser, and in the shell where no address is known', async () => {
    await commandsOf('web', ended).renew('s')
    expect(dialog()).toEqual({ kind: 'import', sessionId: 's', seeker: null })
    view.setState({ dialog: null })
    await commandsOf('desktop', sessionWith({ id: 's' })).renew('s')
    expect(dialog()).toEqual({ kind: 'import', sessionId: 's', seeker: null })
    expect(asked).toEqual([])
  })
})

describe('a session that begins with a sign-in', () => {
  test('goes to the job that needs it, which tries again', async () => {
    await commandsOf('desktop', sessionWith({ id: 's' })).addBySignIn('example.org', 'https://example.org/', seeker)
    expect(asked.slice(2)).toEqual(['update {"jobId":"j","sessionId":"new"}', 'bulk {"action":"retry","jobIds":["j"]}'])
  })

  test('is not there afterwards where nobody signed in', async () => {
    signsIn = false
    await commandsOf('desktop', sessionWith({ id: 's' })).addBySignIn('example.org', 'https://example.org/', seeker)
    expect(asked.at(-1)).toBe('remove {"sessionId":"new","force":true}')
  })
})

describe('what a server wants a sign-in for', () => {
  test('is shown the ways to one where its job has no session, with the server that asked', async () => {
    const error = {
      code: 'AUTH_REQUIRED',
      message: '',
      params: { host: 'login.example:8443' },
      at: '2026-01-01T00:00:00.000Z',
    } as const
    const commands = commandsOf('web', sessionWith({ id: 's' }))
    live.setState({ jobs: new Map([['j', jobWith({ id: 'j', sessionId: null, error })]]) })
    await commands.seek('j', null)
    expect(dialog()).toEqual({ kind: 'signIn', seeker: { ...seeker, host: 'login.example:8443' } })
  })

  test('renews the session that its job has', async () => {
    const commands = commandsOf('web', sessionWith({ id: 's', cookies: [cookieWith()] }))
    live.setState({
      jobs: new Map([['j', jobWith({ id: 'j', sessionId: 's' })]]),
      episodes: new Map([['e', episodeWith({ id: 'e', jobId: 'j', url: seeker.url })]]),
    })
    await commands.seek('j', 'e')
    expect(dialog()).toEqual({ kind: 'import', sessionId: 's', seeker })
    expect(asked).toEqual([])
  })

  test('is asked for other credentials where the server refuses those that are kept', async () => {
    const commands = commandsOf('web', sessionWith({ id: 's' }))
    await commands.openCredential({ ...seeker, host: 'example.org:8080' })
    expect(dialog()).toMatchObject({ kind: 'credential', credential: { id: 'c' } })
    await commands.openCredential({ ...seeker, host: 'other.example' })
    expect(dialog()).toMatchObject({ kind: 'credential', credential: null })
    expect(asked).toHaveLength(1)
  })
})
