import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { FaultyServer } from '../../support/faulty-server.ts'
import { expect, test } from '../fixtures.ts'

/** Every screen, how the keyboard gets there, and what has to be seen then. */
const screens: readonly { name: string; show: (page: Page) => Promise<void>; seen: (page: Page) => Locator }[] = [
  {
    name: 'the empty list',
    show: async () => undefined,
    seen: (page) => page.getByRole('main').getByRole('heading', { level: 2 }),
  },
  {
    name: 'the list with details',
    show: async (page) => {
      await page.getByRole('treegrid').focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowRight')
      await expect(page.getByRole('treegrid').getByRole('row')).toHaveCount(5)
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
    },
    seen: (page) => page.getByRole('complementary'),
  },
  { name: 'the add dialog', show: (page) => page.keyboard.press('Insert'), seen: (page) => page.getByRole('dialog') },
  { name: 'the settings', show: (page) => page.keyboard.press('Control+,'), seen: (page) => page.getByRole('dialog') },
  {
    name: 'the schedule',
    show: async (page) => {
      await page.keyboard.press('Control+,')
      await page.getByRole('tab').nth(1).click()
      await page.getByRole('tabpanel').locator('label').first().click()
    },
    seen: (page) => page.getByRole('grid'),
  },
  {
    name: 'the context menu',
    show: async (page) => {
      await page.getByRole('treegrid').focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Shift+F10')
    },
    seen: (page) => page.getByRole('menu'),
  },
]

for (const locale of ['en-US', 'de-DE']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`in ${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme })

      test('axe finds nothing on any screen', async ({ page, app }) => {
        const server = await FaultyServer.start()
        server.serve('/done.bin', { size: 1_000 })
        server.serve('/slow.bin', { size: 5_000_000, bytesPerSecond: 50_000 })
        const findings: string[] = []
        for (const [index, { name, show, seen }] of screens.entries()) {
          if (index === 1) {
            await addJob(
              app.web,
              ['/done.bin', '/slow.bin', '/missing.bin'].map((path) => server.url(path)),
            )
            await expect(page.getByRole('treegrid').getByRole('row')).toHaveCount(2)
          }
          await show(page)
          await expect(seen(page), name).toBeVisible()
          // What fades in has its colours only when it is through.
          await page.waitForTimeout(400)
          const { violations } = await new AxeBuilder({ page }).analyze()
          findings.push(
            ...violations.flatMap(({ id, nodes }) => nodes.map((node) => `${name}: ${id} ${node.html.slice(0, 160)}`)),
          )
          await page.keyboard.press('Escape')
        }
        await server.close()
        expect(findings).toEqual([])
      })
    })
  }
}

async function addJob(web: { url: string; token: string } | null, urls: string[]): Promise<void> {
  if (web === null) throw new Error('this spec is for the web mode')
  await fetch(`${web.url}/api/v1/jobs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${web.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Mixed', urls }),
  })
}
