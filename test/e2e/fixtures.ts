import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Browser, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test'
import { presentElectron } from '../../build/electron-binary.mjs'
import { chromiumLaunch } from '../support/browser/chromium.ts'
import { launchDouble } from '../support/electron-double/launch.ts'
import { leaksIn } from '../support/secrets/leaks.ts'
import type { ShellApplication } from '../support/shell/application.ts'
import { launchElectron } from '../support/shell/electron.ts'
import { launchWeb, type WebApplication } from '../support/web/launch.ts'

const entry = resolve(import.meta.dirname, '../../out/main/desktop.js')

export interface ModeOptions {
  /** What the specs run over. */
  mode: 'web' | 'double' | 'electron'
  /** The person's language, BCP 47. */
  locale: string | undefined
}

/** Folders of one test; deleted after it. */
interface Folders {
  readonly data: string
  readonly downloads: string
}

/** Staffel, running in one of the modes. */
interface Running {
  readonly mode: ModeOptions['mode']
  /** The page of its window. */
  readonly page: Page
  /** Null in the web mode. */
  readonly shell: ShellApplication | null
  /** Null in the shell. */
  readonly web: WebApplication | null
  /** Ends it as its person would, and waits for the end. */
  close(): Promise<void>
}

interface Fixtures {
  folders: Folders
  /** Starts Staffel on the test's folders; may be called again after the one before was closed, or for a second one. */
  start: (environment?: Readonly<Record<string, string>>) => Promise<Running>
  app: Running
  page: Page
}

interface WorkerFixtures {
  /** A Chromium, started when first asked for: the specs over the real Electron need none. */
  chromiumBrowser: () => Promise<Browser>
}

export const test = base.extend<Fixtures & ModeOptions, WorkerFixtures>({
  mode: ['web', { option: true }],

  chromiumBrowser: [
    async ({ playwright }, use) => {
      const opened: Promise<Browser>[] = []
      await use(() => {
        const browser = opened[0] ?? chromiumLaunch().then((options) => playwright.chromium.launch(options))
        opened[0] = browser
        return browser
      })
      for (const browser of opened) await (await browser).close()
    },
    { scope: 'worker' },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
  folders: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'staffel-e2e-'))
    const folders = { data: join(folder, 'data'), downloads: join(folder, 'downloads') }
    await mkdir(folders.downloads)
    await use(folders)
    const leaks = await leaksIn(folders.data)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    expect(leaks, 'secrets that the test planted').toEqual([])
  },

  start: async ({ mode, folders, chromiumBrowser, locale, colorScheme, viewport }, use) => {
    const opened: { close(): Promise<void> }[] = []
    const look: BrowserContextOptions = { viewport, colorScheme, ...(locale === undefined ? {} : { locale }) }
    await use(async (environment = {}) => {
      const env = { STAFFEL_DATA_DIR: folders.data, STAFFEL_DOWNLOAD_DIR: folders.downloads, ...environment }
      const running =
        mode === 'electron'
          ? await inElectron(env, locale)
          : await inChromium(mode, env, await (await chromiumBrowser()).newContext(look), look)
      opened.push(running)
      // A key that is pressed before the window stands is nobody's.
      await running.page.getByRole('main').waitFor()
      return running
    })
    for (const running of opened) await running.close()
  },

  app: async ({ start }, use) => {
    await use(await start())
  },

  page: ({ app }, use) => use(app.page),
})

export { expect }

async function inElectron(env: Record<string, string>, locale = 'en-US'): Promise<Running> {
  const executablePath = presentElectron()
  if (executablePath === null)
    throw new Error('there is no Electron binary; npm run test:electron skips this where it is missing')
  const shell = await launchElectron({
    executablePath,
    entry,
    arguments: [`--lang=${locale}`],
    env: { ...definedEnvironment(), ...env, LANGUAGE: locale.replace('-', '_') },
  })
  return { mode: 'electron', page: await loadedWindow(shell), shell, web: null, close: () => shell.close() }
}

async function inChromium(
  mode: 'web' | 'double',
  env: Record<string, string>,
  context: Awaited<ReturnType<Browser['newContext']>>,
  look: BrowserContextOptions,
): Promise<Running> {
  if (mode === 'double') {
    const languages = { STAFFEL_DOUBLE_LANGUAGES: look.locale ?? 'en-US' }
    const shell = await launchDouble({ context, look, entry, arguments: [], env: { ...env, ...languages } })
    const page = await loadedWindow(shell)
    return { mode, page, shell, web: null, close: () => shell.close().then(() => context.close()) }
  }
  const web = await launchWeb([], env)
  const page = await context.newPage()
  await page.goto(`${web.url}/?token=${encodeURIComponent(web.token)}`)
  return { mode, page, shell: null, web, close: () => context.close().then(() => web.close()) }
}

async function loadedWindow(shell: ShellApplication): Promise<Page> {
  const page = await shell.firstWindow()
  await page.waitForURL(/\/index\.html$/)
  return page
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])))
}
