import type { Credential, Session } from '../../src-preload/contract/index.ts'
import { type Answer, answerOf, tellingOf } from './answer.ts'
import { type LiveStore, sessionOf } from './live-store.ts'
import type { Selection } from './selection.ts'
import { signInAddress, withItem } from './session-facts.ts'
import type { SessionDialog, SignInSeeker } from './session-view.ts'
import type { Message } from './toasts.ts'
import type { Client, Transport } from './transport.ts'
import type { ViewStore } from './view-store.ts'

type Input<Procedure extends (...input: never) => unknown> = NonNullable<Parameters<Procedure>[0]>
type NewSession = Input<Client['sessions']['add']>
type SessionPatch = Omit<Input<Client['sessions']['update']>, 'sessionId'>
type NewCredential = Input<Client['credentials']['add']>
type CredentialPatch = Omit<Input<Client['credentials']['update']>, 'credentialId'>

/** Jobs that a session names. */
const shownJobs = 5

interface Parts {
  readonly client: Pick<Client, 'credentials' | 'bulk'> & {
    readonly sessions: Omit<Client['sessions'], 'list' | 'get'>
    readonly jobs: Pick<Client['jobs'], 'get' | 'list' | 'update' | 'episodes'>
    readonly episodes: Pick<Client['episodes'], 'get'>
  }
  readonly kind: Transport['kind']
  readonly live: LiveStore
  readonly view: ViewStore
  readonly say: (message: Message) => void
}

/** What can be told and asked of sessions and credentials. */
export type SessionCommands = ReturnType<typeof createSessionCommands>

export function createSessionCommands({ client, kind, live, view, say }: Parts) {
  const told = tellingOf(say)

  /** A session as it is now is shown at once: its event may take half a second. */
  function show(session: Session): void {
    live.setState(({ sessions }) => ({ sessions: withItem(sessions ?? [], session) }))
  }

  async function shown(request: Promise<Session>): Promise<Answer<Session>> {
    const answer = await answerOf(request)
    if (answer.value !== null) show(answer.value)
    return answer
  }

  async function listed(request: Promise<Credential>): Promise<Answer<Credential>> {
    const answer = await answerOf(request)
    const { value } = answer
    if (value !== null) live.setState(({ credentials }) => ({ credentials: credentials && withItem(credentials, value) }))
    return answer
  }

  const open = (dialog: SessionDialog) => view.setState({ dialog: { kind: 'sessions', dialog } })

  /** Waits until the window for signing in is closed; whether somebody signed in. */
  async function signInWindow(session: Session): Promise<boolean> {
    const url = signInAddress(session)
    const answer = await told(client.sessions.signIn({ sessionId: session.id, ...(url !== null && { url }) }))
    if (answer === null) return false
    show(answer.session)
    if (answer.signedIn) say({ kind: 'signedIn', name: answer.session.name })
    return answer.signedIn
  }

  /** The file that a job was not given; null where it cannot be asked for. */
  async function refusedUrl(jobId: string, episodeId: string | null): Promise<string | null> {
    if (episodeId !== null) {
      const episode = live.getState().episodes.get(episodeId) ?? (await told(client.episodes.get({ episodeId })))
      return episode?.url ?? null
    }
    for (const status of ['failed', 'queued'] as const) {
      const page = await told(client.jobs.episodes({ jobId, status, limit: 1 }))
      if (page === null) return null
      const [episode] = page.items
      if (episode !== undefined) return episode.url
    }
    return null
  }

  const commands = {
    open,
    add: (session: NewSession) => shown(client.sessions.add(session)),
    update: (sessionId: string, patch: SessionPatch) => shown(client.sessions.update({ sessionId, ...patch })),
    inspect: (text: string, host: string) => answerOf(client.sessions.inspect({ text, ...(host !== '' && { host }) })),
    /** Its jobs that are not finished go on without it. */
    async remove(sessionId: string): Promise<void> {
      if ((await told(client.sessions.remove({ sessionId, force: true }))) === null) return
      live.setState(({ sessions }) => ({ sessions: sessions?.filter(({ id }) => id !== sessionId) ?? null }))
    },
    /** Lets what waits for a sign-in try again as things are. */
    async resume({ id }: Session): Promise<void> {
      const session = await told(client.sessions.resume({ sessionId: id }))
      if (session === null) return
      show(session)
      say({ kind: 'sessionResumed', name: session.name })
    },
    /** The first of the jobs that use it, in their order; null where they cannot be asked for. */
    async firstJobs(sessionId: string) {
      const { value } = await answerOf(client.jobs.list({ sessionId, limit: shownJobs }))
      return value?.items ?? null
    },
    /** A curl command as a download; null where it cannot be one. */
    async readCurl(text: string) {
      const answer = await told(client.sessions.readCurl({ text }))
      return answer?.download ?? null
    },
    exported: (sessionId: string, format: 'netscape' | 'json') => answerOf(client.sessions.export({ sessionId, format })),

    /** The way to a new sign-in: the shell opens a window for it, a browser takes cookies. `seeker`: the job that asked for it. */
    async renew(sessionId: string, seeker: SignInSeeker | null = null): Promise<void> {
      const session = sessionOf(sessionId)(live.getState())
      // Nobody knows yet where one signs in: cookies are the way that is left.
      const hasAddress = session !== null && signInAddress(session) !== null
      if (kind !== 'desktop' || !hasAddress) return open({ kind: 'import', sessionId, seeker })
      if ((await signInWindow(session)) && seeker !== null) await commands.tryAgain(seeker)
    },
    /** Helps a job that a server wants a sign-in for: renews its session, or shows the ways to one. */
    async seek(jobId: string, episodeId: string | null): Promise<void> {
      const job = live.getState().jobs.get(jobId) ?? (await told(client.jobs.get({ jobId })))
      if (job === null) return
      const url = await refusedUrl(jobId, episodeId)
      if (url === null) return
      const { host: asked } = job.error?.params ?? {}
      const host = typeof asked === 'string' && asked !== '' ? asked : (URL.parse(url)?.host ?? '')
      const seeker = { jobId, title: job.title, host, url }
      if (job.sessionId === null) open({ kind: 'signIn', seeker })
      else await commands.renew(job.sessionId, seeker)
    },
    /**
     * Makes a session with a sign-in; the job that needs one gets it. Without a sign-in there is none afterwards, and
     * null is the answer: nobody asked for an empty one.
     */
    async addBySignIn(name: string, signInUrl: string, seeker: SignInSeeker | null): Promise<Session | null> {
      const session = await told(client.sessions.add({ name, signInUrl }))
      if (session === null) return null
      if (!(await signInWindow(session))) {
        await commands.remove(session.id)
        return null
      }
      if (seeker !== null) await commands.lend(seeker, session.id)
      return session
    },
    /** The way to a new session for jobs: in a browser there is one alone. */
    openNew: (jobs: Selection) =>
      open(kind === 'desktop' ? { kind: 'newSession', jobs } : { kind: 'import', sessionId: null, seeker: null, jobs }),
    /** Opens the credentials of the server that asks for some: those it refuses, or new ones. */
    async openCredential(seeker: SignInSeeker): Promise<void> {
      await commands.readCredentials()
      const { credentials } = live.getState()
      const name = seeker.host.replace(/:\d+$/, '')
      const credential = credentials?.find(({ host }) => host === seeker.host || host === name) ?? null
      open({ kind: 'credential', credential, seeker })
    },
    /** Gives a session to the job that needs it, and sets that going again. */
    async lend(seeker: SignInSeeker, sessionId: string): Promise<void> {
      if ((await told(client.jobs.update({ jobId: seeker.jobId, sessionId }))) !== null) await commands.tryAgain(seeker)
    },
    tryAgain: ({ jobId }: SignInSeeker) => told(client.bulk({ action: 'retry', jobIds: [jobId] })),

    async readCredentials(): Promise<void> {
      if (live.getState().credentials !== null) return
      const answer = await told(client.credentials.list())
      if (answer !== null) live.setState({ credentials: answer.items })
    },
    addCredential: (credential: NewCredential) => listed(client.credentials.add(credential)),
    updateCredential: (credentialId: string, patch: CredentialPatch) =>
      listed(client.credentials.update({ credentialId, ...patch })),
    async removeCredential(credentialId: string): Promise<void> {
      if ((await told(client.credentials.remove({ credentialId }))) === null) return
      live.setState(({ credentials }) => ({ credentials: credentials?.filter(({ id }) => id !== credentialId) ?? null }))
    },
    importNetrc: (text: string, replace: boolean) => answerOf(client.credentials.importNetrc({ text, replace })),
  }

  return commands
}
