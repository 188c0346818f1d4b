import type { Locator, Page } from '@playwright/test'
import de from '../../../locales/de/sessions.json' with { type: 'json' }
import en from '../../../locales/en/sessions.json' with { type: 'json' }
import { pageAt } from '../../support/shell/page-at.ts'
import { startLoginServer } from '../../support/sign-in/login-server.ts'
import { expect, test } from '../fixtures.ts'

const words = {
  'en-US': { ...en, links: 'Links', title: 'Title', add: /^Add \d/, finished: 'Finished', use: 'Use this sign-in' },
  'de-DE': {
    ...de,
    links: 'Links',
    title: 'Titel',
    add: /^\d.*hinzufügen/,
    finished: 'Fertig',
    use: 'Diese Anmeldung verwenden',
  },
} as const

const state = (page: Page, job: string): Locator =>
  page
    .getByRole('treegrid')
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell', { name: job }).first() })
    .getByRole('gridcell')
    .nth(1)

for (const locale of ['en-US', 'de-DE'] as const) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale })

    test('a sign-in in a window fetches what waited for it, and renews the session once it has ended', async ({ app, page }) => {
      const t = words[locale]
      const server = await startLoginServer('STAFFEL-SECRET-first')
      const add = async (title: string) => {
        await page.keyboard.press('Insert')
        const dialog = page.getByRole('dialog')
        const links = [0, 1, 2].map((index) => `${server.origin}/files/${title}-${index}.bin`)
        await dialog.getByRole('textbox', { name: t.links }).fill(links.join('\n'))
        await dialog.getByRole('textbox', { name: t.title }).fill(title)
        await dialog.getByRole('button', { name: t.add }).click()
        await expect(dialog).toHaveCount(0)
      }
      const signIn = async () => {
        const bar = await pageAt(app.shell, '/sign-in.html')
        const guest = await pageAt(app.shell, `${server.origin}/login`)
        await guest.getByRole('textbox', { name: 'User' }).fill('anna')
        await guest.getByRole('button', { name: 'Sign in' }).click()
        await expect(guest.getByRole('heading', { name: 'Signed in' })).toBeVisible()
        await bar.getByRole('button', { name: t.use }).click()
      }

      await add('first')
      await state(page, 'first').getByRole('button', { name: t.action.signIn }).click()
      await page.getByRole('dialog').getByRole('button', { name: t.ways.window }).click()
      await signIn()
      await expect(state(page, 'first')).toHaveText(t.finished)
      expect(server.seen.find(({ line }) => line === 'GET /login')?.cookie).toBe('')

      server.signOut('STAFFEL-SECRET-second')
      await add('second')
      await page.getByRole('button', { name: t.action.signIn }).first().click()
      await signIn()
      await expect(state(page, 'second')).toHaveText(t.finished)
      // Half a login might have been enough: what the session had was there.
      expect(server.seen.findLast(({ line }) => line === 'GET /login')?.cookie).toContain('sid=STAFFEL-SECRET-first')
      await expect.poll(() => app.shell?.windows().length).toBe(1)
      await server.close()
    })
  })
}
