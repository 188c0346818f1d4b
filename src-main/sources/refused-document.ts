import type { Failure } from '../../src-preload/contract/index.ts'
import { assertNever } from '../queue/assert-never.ts'
import type { DocumentAnswer } from '../queue/ports.ts'

type Answered = Extract<DocumentAnswer, { kind: 'answered' }>

/** Why an answer is not the document that was asked for; null where its status and its session have nothing against it. */
export function refusedDocument({ status, url, refusal }: Answered): Failure | null {
  const host = URL.parse(url)?.host ?? ''
  switch (refusal) {
    case 'signIn':
      return { code: 'AUTH_REQUIRED', message: 'The server asks for a sign-in.', params: { status, host } }
    case 'signInPage':
      return { code: 'AUTH_REQUIRED', message: 'The server answers with a page to sign in at.', params: { host } }
    case 'replaced':
      return { code: 'SESSION_CONFLICT', message: 'The session was renewed while this was asked for.', params: { status, host } }
    case undefined:
      return status < 400
        ? null
        : { code: 'HTTP_STATUS', message: `The server answered with status ${status}.`, params: { status, host } }
    default:
      return assertNever(refusal)
  }
}

/** Something that people sign in with, in a page where they are supposed to. */
const signInForm = /<input\b[^>]{0,2000}\btype\s*=\s*["']?password\b|\bname\s*=\s*["']?(?:SAMLRequest|username|login|email)\b/i

/** Whether a page lets people sign in: an address that only sounds like it may be what the person wants to read. */
export function hasSignInForm(html: string): boolean {
  return signInForm.test(html.slice(0, 1_048_576))
}
