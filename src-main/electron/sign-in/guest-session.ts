import { randomUUID } from 'node:crypto'
import { type Session, session, type WebPreferences } from 'electron'
import type { NewCookie } from '../../../src-preload/contract/index.ts'
import { fromGuest, toGuest } from './guest-cookies.ts'
import { plainUserAgent } from './guest-rules.ts'

/**
 * A browser session for one opening of a sign-in window. It lives in memory alone, is shared with nothing, has no right
 * to anything and downloads nothing. The scheme of the window's own page does not exist in it.
 */
export function createGuestSession(): Session {
  const guest = session.fromPartition(`sign-in-${randomUUID()}`, { cache: false })
  guest.setUserAgent(plainUserAgent(guest.getUserAgent()))
  guest.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  guest.setPermissionCheckHandler(() => false)
  guest.setDevicePermissionHandler(() => false)
  guest.on('will-download', (event) => event.preventDefault())
  return guest
}

/** What a page of somebody else may use of Electron: nothing. */
export const guestPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: false,
  devTools: false,
} as const satisfies WebPreferences

/** Puts cookies in. One that Chromium refuses would not have been sent by it either. */
export async function fillGuest(guest: Session, cookies: readonly NewCookie[]): Promise<void> {
  await Promise.allSettled(cookies.map((cookie) => guest.cookies.set(toGuest(cookie))))
}

/** All cookies of the session, those without a host left out. */
export async function guestCookies(guest: Session): Promise<NewCookie[]> {
  const cookies = await guest.cookies.get({})
  return cookies.map(fromGuest).filter((cookie) => cookie !== null)
}

/** Forgets everything; whatever still loads ends. */
export async function clearGuest(guest: Session): Promise<void> {
  await guest.closeAllConnections()
  await Promise.all([guest.clearData(), guest.clearAuthCache(), guest.clearHostResolverCache()])
}
