import { join, resolve } from 'node:path'
import { app, session } from 'electron'
import { registerAppScheme, serveRenderer } from '../../../src-main/electron/app-scheme.ts'
import { guardPages } from '../../../src-main/electron/guards.ts'
import { createMainWindow } from '../../../src-main/electron/main-window.ts'
import { appUrl } from '../../../src-main/electron/renderer-file.ts'
import { createSignInWindow } from '../../../src-main/electron/sign-in/sign-in-window.ts'
import { createSystemProxy } from '../../../src-main/electron/system-proxy.ts'
import { createTexts } from '../../../src-main/electron/texts.ts'
import type { NetworkRules } from '../../../src-main/queue/ports.ts'
import { proxyFor } from '../../../src-main/transfer/worker/proxy-choice.ts'

/**
 * A shell of a main window without a core and of windows to sign in with. A test opens one with `signIn(wish)`, a
 * global that says `null` or the cookies in `answers`; what was told as a problem is in `problems`, what the settings
 * say of ways and trust in `network`.
 */
const out = resolve(import.meta.dirname, '../../../out')
const text = createTexts()(process.env.STAFFEL_DOUBLE_LANGUAGES?.startsWith('de') ? 'de' : 'en')
const problems: unknown[] = []
const log = { info() {}, warn() {}, error: (...values: unknown[]) => void problems.push(values) }

/** As the settings would have it; a test changes it before it opens a window. */
const network: NetworkRules & { environment: Record<string, string> } = {
  proxy: { use: 'system', bypass: [], hosts: [] },
  proxies: [],
  certificates: [],
  exceptions: [],
  environment: {},
}

registerAppScheme()
void app.whenReady().then(() => {
  guardPages()
  serveRenderer(join(out, 'renderer'))
  const main = createMainWindow({ preloadFile: join(out, 'preload/index.cjs'), onSessionEnd() {} })
  const window = createSignInWindow({
    preloadFile: join(out, 'preload/sign-in.cjs'),
    window: () => (main.isDestroyed() ? null : main),
    text: () => text,
    language: () => 'en',
    network: () => {
      const { proxy, proxies, certificates, exceptions } = network
      const rules = { proxy, proxies, certificates, exceptions }
      return { rules, wayTo: (url) => proxyFor(url, undefined, rules, network.environment) }
    },
    systemProxy: createSystemProxy(() => session.defaultSession),
    log,
  })
  const answers: unknown[] = []
  const signIn = (wish: Parameters<typeof window.signIn>[0]) => {
    void window.signIn(wish).then((answer) => answers.push(answer))
  }
  Object.assign(globalThis, { signIn, answers, problems, network, closeAll: () => window.closeAll() })
  app.on('before-quit', () => window.closeAll())
  void main.loadURL(appUrl)
})
