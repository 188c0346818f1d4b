import type { Session } from 'electron'
import type { SystemProxy } from '../queue/ports.ts'

/**
 * What Chromium finds in the system's settings, proxy scripts and automatic detection included. `session`: asked each
 * time, for there is none before the app is ready.
 */
export function createSystemProxy(session: () => Pick<Session, 'resolveProxy'>): SystemProxy {
  return { resolve: (origin) => session().resolveProxy(origin) }
}
