import type { Session } from '../../../src-preload/contract/index.ts'
import type { Problem } from '../../state/problem.ts'
import type { Selection } from '../../state/selection.ts'
import type { SignInSeeker } from '../../state/session-view.ts'
import { showSessions } from '../../state/show-page.ts'
import { useCore } from '../../state/use-core.tsx'
import type { Target } from './import-target.tsx'

/** What the dialog was filled in with. */
interface Wanted extends Target {
  readonly text: string
  /** Whose the cookies are where the text does not say it; empty where it does. */
  readonly cookieHost: string
  /** A copied request may carry none. */
  readonly hasCookies: boolean
}

interface Goal {
  readonly seeker: SignInSeeker | null
  readonly jobs: Selection | null
  readonly onClose: () => void
}

/** Makes or renews a session, and goes on from there: to the jobs that it is for, to a download, or to the session. */
export function useImport({ seeker, jobs, onClose }: Goal) {
  const { commands, sessions, view } = useCore()

  async function kept({ sessionId, text, cookieHost, name, mode, replace }: Wanted) {
    const cookies = { cookiesText: text, ...(cookieHost !== '' && { cookiesHost: cookieHost }) }
    if (sessionId !== null) return sessions.update(sessionId, { ...cookies, replace })
    return sessions.add({ ...cookies, name, mode })
  }

  /** Opens the dialog for links, filled in with a copied request. */
  async function download(text: string, session: Session | null): Promise<void> {
    const found = await sessions.readCurl(text)
    if (found === null) return
    if (found.credential !== null) {
      const { problem } = await sessions.addCredential(found.credential)
      if (problem !== null) commands.say({ kind: 'problem', problem })
    }
    const headers = Object.entries(found.headers).map(([name, value]) => `${name}: ${value}`)
    view.setState({
      dialog: {
        kind: 'add',
        text: found.url,
        ...(session !== null && { sessionId: session.id }),
        ...(headers.length > 0 && { headers: headers.join('\n') }),
      },
    })
  }

  /** What stands in the way, or null. */
  return async (wanted: Wanted, withDownload: boolean): Promise<Problem | null> => {
    let session: Session | null = null
    if (wanted.hasCookies) {
      const answer = await kept(wanted)
      if (answer.problem !== null) return answer.problem
      session = answer.value
      commands.say({ kind: 'cookiesTaken', name: session.name })
    }
    onClose()
    if (session !== null && seeker !== null) await sessions.lend(seeker, session.id)
    if (session !== null && jobs !== null) await commands.giveSession(jobs, session)
    if (withDownload) await download(wanted.text, session)
    else if (session !== null && view.getState().page === 'sessions') showSessions(view, { sessionId: session.id })
    return null
  }
}
