import type { BrowserWindow } from 'electron'
import type { PageNetwork, SignInWindow, SystemProxy } from '../../queue/ports.ts'
import type { ShellLog } from '../desktop-core.ts'
import type { Texts } from '../texts.ts'
import { Opening } from './opening.ts'

interface SignInParts {
  readonly preloadFile: string
  /** The window that a new one belongs to; null while there is none. */
  window(): BrowserWindow | null
  text(): Texts
  language(): string
  /** The ways of downloads, and whom they trust, at that moment. */
  network(): PageNetwork
  readonly systemProxy: SystemProxy
  readonly log: ShellLog
}

/** Windows for signing in, one a session. */
export function createSignInWindow(parts: SignInParts): SignInWindow & { closeAll(): void } {
  const openings = new Map<string, Opening>()
  return {
    async signIn(wish) {
      const open = openings.get(wish.sessionId)
      if (open !== undefined) {
        open.focus()
        return open.answer
      }
      const opening = new Opening(wish, {
        preloadFile: parts.preloadFile,
        owner: parts.window(),
        text: parts.text(),
        language: parts.language(),
        network: parts.network(),
        systemProxy: parts.systemProxy,
        onProblem: (message) => parts.log.error('Signing in met a problem', { problem: message }),
      })
      openings.set(wish.sessionId, opening)
      try {
        return await opening.answer
      } finally {
        openings.delete(wish.sessionId)
      }
    },
    closeAll() {
      for (const opening of openings.values()) opening.cancel()
    },
  }
}
