import type { Page } from '@playwright/test'
import type { FaultyServer } from '../faulty-server.ts'
import { inAnyLanguage, type Screen, type Served, sender } from './screen.ts'

/** On a phone it is chosen first. */
async function showSession(page: Page): Promise<void> {
  await page.keyboard.press('Control+i')
  await page.getByRole('tabpanel').getByText('Archive').first().click()
}

/** Presses what stands first on a part of the sessions page. */
async function pressFirst(page: Page, tab: number): Promise<void> {
  await page.keyboard.press('Control+i')
  await page.getByRole('tab').nth(tab).click()
  await page.getByRole('tabpanel').getByRole('button').first().press('Enter')
}

/** Before anything is filled in. */
export const noSessions: Screen = {
  name: 'no sessions',
  show: (page) => page.keyboard.press('Control+i'),
  seen: (page) => page.getByRole('tabpanel').getByRole('heading', { level: 2 }),
}

/** Every screen around sessions, how the keyboard gets there, and what has to be seen then. */
export const sessionScreens: readonly Screen[] = [
  // Where a phone shows one session in the place of all, this stands before.
  {
    name: 'an import of cookies',
    show: async (page) => {
      await pressFirst(page, 0)
      await page.getByRole('dialog').getByRole('textbox').first().fill('Cookie: a=1; =; b=2')
    },
    seen: (page) => page.getByRole('dialog').locator('details'),
  },
  {
    name: 'a session that needs a sign-in',
    show: showSession,
    seen: (page) => page.getByRole('tabpanel').getByRole('table'),
  },
  {
    name: 'its export',
    show: async (page) => {
      await showSession(page)
      await page
        .locator('#sessions header')
        .getByRole('button', { name: inAnyLanguage('sessions:action.export') })
        .press('Enter')
    },
    seen: (page) => page.getByRole('dialog').getByRole('radiogroup'),
  },
  {
    name: 'the credentials',
    show: async (page) => {
      await page.keyboard.press('Control+i')
      await page.getByRole('tab').nth(1).click()
    },
    seen: (page) => page.getByRole('tabpanel').getByRole('table'),
  },
  {
    name: 'credentials that are added',
    show: (page) => pressFirst(page, 1),
    seen: (page) => page.getByRole('dialog').locator('[type=password]'),
  },
  {
    name: 'the ways to a sign-in',
    show: async (page) => {
      await page.getByRole('treegrid').focus()
      await page.keyboard.press('End')
      await page.keyboard.press('Shift+F10')
      await page.getByRole('menuitem').first().press('Enter')
    },
    seen: (page) => page.getByRole('dialog').getByRole('list'),
  },
]

/** Regular expressions of the person's own names that are to be seen on them. */
export const sessionNames = ['Archive', 'Waits', 'Locked', 'nas.example', 'ana', 'sid', 'theme', 'Cookie: .*'] as const

/** A session and credentials, a job that waits for its session, and one that failed without. */
export async function fillSessions(web: Served, server: FaultyServer): Promise<void> {
  server.serve('/locked.bin', { size: 10, faults: () => ({ status: 401 }) })
  const url = server.url('/locked.bin')
  const send = sender(web)
  const { id } = await send('/sessions', { name: 'Archive', cookiesText: 'sid=1; theme=2', cookiesHost: '127.0.0.1' })
  await send('/credentials', { host: 'nas.example', username: 'ana', secret: 'sesame' })
  await send('/jobs', { title: 'Waits', urls: [url], sessionId: id })
  await send('/jobs', { title: 'Locked', urls: [url] })
}
