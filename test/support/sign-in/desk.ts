import { resolve } from 'node:path'
import type { Page } from '@playwright/test'
import type { NewCookie } from '../../../src-preload/contract/index.ts'
import { test as base, expect } from '../../e2e/fixtures.ts'
import { launchDouble } from '../electron-double/launch.ts'
import type { ShellApplication } from '../shell/application.ts'
import { pageAt } from '../shell/page-at.ts'
import { startLoginServer } from './login-server.ts'

const entry = resolve(import.meta.dirname, 'entry.ts')
/** The cookie of who has signed in. */
export const sid = 'STAFFEL-SECRET-sid'

export interface Desk {
  readonly shell: ShellApplication
  /** Opens the window at a page, of the server where no other is named. */
  start(page?: string, wish?: Wish): Promise<void>
  /** The same, and waits until the page is there. */
  open(page?: string, wish?: Wish): Promise<Opened>
  answers(): Promise<(readonly NewCookie[] | null)[]>
  /** Of the windows that are open, the main one first. */
  titles(): Promise<string[]>
}
interface Wish {
  readonly hosts?: readonly string[]
  readonly cookies?: readonly NewCookie[]
}
interface Opened {
  readonly bar: Page
  readonly page: Page
}

interface Fixtures {
  /** By which name the server is called. */
  host: string
  server: Awaited<ReturnType<typeof startLoginServer>>
  desk: Desk
}

/** Specs of the sign-in window over the double, in a shell without a core. */
export const test = base.extend<Fixtures>({
  host: ['127.0.0.1', { option: true }],

  server: async ({ host }, use) => {
    const server = await startLoginServer(sid, { host })
    await use(server)
    await server.close()
  },

  desk: async ({ chromiumBrowser, server, locale, viewport }, use) => {
    const look = { viewport, ...(locale === undefined ? {} : { locale }) }
    const context = await (await chromiumBrowser()).newContext(look)
    const shell = await launchDouble({
      context,
      look,
      entry,
      arguments: [],
      env: { STAFFEL_DOUBLE_LANGUAGES: locale ?? 'en-US' },
    })
    await shell.firstWindow()
    await expect.poll(() => shell.evaluate(() => 'signIn' in globalThis)).toBe(true)
    const start: Desk['start'] = (page = '/login', wish = {}) => {
      const { href } = new URL(page, server.origin)
      const whole = { sessionId: 'a', name: 'Library', url: href, hosts: [], cookies: [], ...wish }
      return shell.evaluate((_electron, given) => Reflect.get(globalThis, 'signIn')(given), whole)
    }
    await use({
      shell,
      start,
      async open(page = '/login', wish) {
        await start(page, wish)
        return { bar: await pageAt(shell, '/sign-in.html'), page: await pageAt(shell, new URL(page, server.origin).origin) }
      },
      answers: () => shell.evaluate(() => Reflect.get(globalThis, 'answers')),
      titles: () => shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getTitle())),
    })
    await shell.close()
    await context.close()
  },
})

/** Signs in at the form of the server. */
export async function signIn({ page }: Opened): Promise<void> {
  await page.getByRole('textbox', { name: 'User' }).fill('anna')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Signed in' })).toBeVisible()
}

export { expect }
