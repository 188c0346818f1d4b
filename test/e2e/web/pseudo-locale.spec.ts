import type { Page } from '@playwright/test'
import { FaultyServer } from '../../support/faulty-server.ts'
import { wordFindings } from '../../support/web/words-on-screen.ts'
import { StaffelWindow } from '../../support/window/staffel-window.ts'
import { expect, test } from '../fixtures.ts'

/** Names, addresses, numbers with their units, times, and names that are the same in every language. */
const isData =
  /^(pseudo-\S+|Series|Staffel|\/\S+|https?:\/\/\S+|127\.\S+|English|Deutsch|downloads|([A-Z][a-z]{2}, )?[A-Z][a-z]{2}( \d+)?(, \d{4})?(, [\d:]+[\s\u202f][AP]M)?|[A-Z][a-z]+\/[A-Z]\S+|\W*[\d.,:/%\u00a0\u202f ∞–-]+(k?B|[MGT]B|AM|PM|sec|min|hr|s|days?|seconds?|bytes?)?(\/s)?( left)?|[kMGT]?B(\/s)?|seconds?|days?)$/

const screens: readonly (readonly [name: string, show: (page: Page) => Promise<void>])[] = [
  ['the list', async () => undefined],
  ['adding', (page) => page.keyboard.press('Insert')],
  ['the sessions', (page) => page.keyboard.press('Control+i')],
  ...Array.from({ length: 7 }, (_, at) => {
    const show = async (page: Page) => {
      await page.keyboard.press('Control+,')
      await page.getByRole('dialog').getByRole('tab').nth(at).click()
      const more = page.getByRole('dialog').locator('summary')
      if ((await more.count()) > 0) await more.click()
    }
    return [`section ${at + 1} of the settings`, show] as const
  }),
  [
    'the import of settings',
    async (page) => {
      await page.keyboard.press('Control+,')
      await page.getByRole('dialog').getByRole('contentinfo').getByRole('button').first().click()
    },
  ],
  ...Array.from({ length: 5 }, (_, at) => {
    const show = async (page: Page) => {
      await page.keyboard.press('Control+b')
      await page.getByRole('tab').nth(at).click()
      await page.getByRole('tabpanel').waitFor()
    }
    return [`tab ${at + 1} of the report`, show] as const
  }),
]

for (const [width, height] of [
  [1280, 800],
  [380, 760],
] as const) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height } })

    test('every text is translated and has room for one that is four tenths longer', async ({ app, page }) => {
      const server = await FaultyServer.start()
      server.serve('/pseudo-1.bin', { size: 20_000 })
      await new StaffelWindow(page).add([server.url('/pseudo-1.bin'), server.url('/pseudo-lost.bin')], 'Series')
      await expect.poll(() => statuses(page)).toEqual({ completed: 1, failed: 1 })
      const address = new URL('/?pseudo', app.web?.url)
      for (const [name, show] of screens) {
        await page.goto(address.href)
        await page.getByRole('main').waitFor()
        await expect(page.getByText('Series').first()).toBeVisible()
        await show(page)
        expect.soft(await wordFindings(page, isData), name).toEqual({ cut: [], untranslated: [], wider: 0 })
      }
    })
  })
}

/** How the episodes stand. */
async function statuses(page: Page) {
  const { episodes } = await page.evaluate(async () => (await fetch('/api/v1/stats')).json())
  return { completed: episodes.completed, failed: episodes.failed }
}
