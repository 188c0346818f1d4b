import type { Page } from '@playwright/test'
import { axeFindings, type Screen } from '../../support/browser/axe-findings.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { expect, test } from '../fixtures.ts'

/** Presses what stands first on a part of the sessions page. */
async function pressFirst(page: Page, tab: number): Promise<void> {
  await page.keyboard.press('Control+i')
  await page.getByRole('tab').nth(tab).click()
  await page.getByRole('tabpanel').getByRole('button').first().press('Enter')
}

const empty: Screen = {
  name: 'no sessions',
  show: (page) => page.keyboard.press('Control+i'),
  seen: (page) => page.getByRole('tabpanel').getByRole('heading', { level: 2 }),
}

/** Every screen around sessions, how the keyboard gets there, and what has to be seen then. */
const screens: readonly Screen[] = [
  {
    name: 'a session that needs a sign-in',
    show: (page) => page.keyboard.press('Control+i'),
    seen: (page) => page.getByRole('tabpanel').getByRole('table'),
  },
  {
    name: 'its export',
    show: async (page) => {
      await page.keyboard.press('Control+i')
      await page.locator('#sessions header').getByRole('button').first().press('Enter')
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
    name: 'an import of cookies',
    show: async (page) => {
      await pressFirst(page, 0)
      await page.getByRole('dialog').getByRole('textbox').first().fill('Cookie: a=1; =; b=2')
    },
    seen: (page) => page.getByRole('dialog').locator('details'),
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

for (const [locale, colorScheme] of [
  ['en-US', 'light'],
  ['de-DE', 'dark'],
  ['en-US', 'dark'],
  ['de-DE', 'light'],
] as const) {
  test.describe(`in ${locale}, ${colorScheme}`, () => {
    test.use({ locale, colorScheme })

    test('axe finds nothing on any screen around sessions', async ({ page, app }) => {
      const server = await FaultyServer.start()
      server.serve('/locked.bin', { size: 10, faults: () => ({ status: 401 }) })
      const findings = await axeFindings(page, empty)
      await addEverything(app.web, server.url('/locked.bin'))
      await expect(page.getByRole('treegrid').getByRole('row')).toHaveCount(3)
      await expect(page.locator('#sidebar li', { hasText: /Sessions|Sitzungen/ })).toContainText('1')
      for (const screen of screens) findings.push(...(await axeFindings(page, screen)))
      await server.close()
      expect(findings).toEqual([])
    })
  })
}

/** A session and credentials, a job that waits for its session, and one that failed without. */
async function addEverything(web: { url: string; token: string } | null, url: string): Promise<void> {
  if (web === null) throw new Error('this spec is for the web mode')
  const send = async (path: string, body: object): Promise<{ readonly id: string }> => {
    const answer = await fetch(`${web.url}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${web.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return answer.json()
  }
  const { id } = await send('/sessions', { name: 'Archive', cookiesText: 'sid=1; theme=2', cookiesHost: '127.0.0.1' })
  await send('/credentials', { host: 'nas.example', username: 'ana', secret: 'sesame' })
  await send('/jobs', { title: 'Waits', urls: [url], sessionId: id })
  await send('/jobs', { title: 'Locked', urls: [url] })
}
