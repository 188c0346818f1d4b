import type { Page } from '@playwright/test'
import { axeFindings, type Screen } from '../../support/browser/axe-findings.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { expect, test } from '../fixtures.ts'

const empty: Screen = {
  name: 'the empty list',
  show: async () => undefined,
  seen: (page) => page.getByRole('main').getByRole('heading', { level: 2 }),
}

/** The screens by where they stand. */
const groups: Readonly<Record<string, readonly Screen[]>> = {
  'the list and its menus': [
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
    ...[1, 2].map((tab) => ({
      name: `the details of an episode, part ${tab + 1}`,
      show: async (page: Page) => {
        const details = page.getByRole('complementary')
        if ((await details.count()) === 0) await page.keyboard.press('i')
        await details.getByRole('tab').nth(tab).click()
      },
      seen: (page: Page) => page.getByRole('complementary').getByRole('tabpanel'),
    })),
    {
      name: 'a queue',
      show: (page) => page.locator('#sidebar ul').nth(1).getByRole('button').last().click(),
      seen: (page) => page.getByRole('dialog').getByRole('textbox'),
    },
    {
      name: 'the menu of a queue',
      show: async (page) => {
        await page.locator('[data-queue-id]').last().getByRole('button').last().focus()
        await page.keyboard.press('Enter')
      },
      seen: (page) => page.getByRole('menu'),
    },
    {
      name: 'the choice of columns',
      show: async (page) => {
        await page.getByRole('treegrid').focus()
        await page.keyboard.press('Tab')
        await page.keyboard.press('Shift+F10')
        await page.getByRole('menuitem').last().press('ArrowRight')
      },
      seen: (page) => page.getByRole('menuitemcheckbox').first(),
    },
    {
      name: 'a title that is being changed',
      show: async (page) => {
        await page.getByRole('treegrid').focus()
        await page.keyboard.press('Home')
        await page.keyboard.press('F2')
      },
      seen: (page) => page.getByRole('treegrid').getByRole('textbox'),
    },
    {
      name: 'the priorities in the context menu',
      show: async (page) => {
        await page.getByRole('treegrid').focus()
        await page.keyboard.press('Home')
        await page.keyboard.press('Shift+F10')
        await page.locator('[role=menuitem][aria-haspopup]').first().press('ArrowRight')
      },
      seen: (page) => page.getByRole('menuitemradio').first(),
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
  ],
  'the report and the overview': [
    {
      name: 'the overview',
      show: async (page) => {
        await page.keyboard.press('Control+u')
        await page.getByRole('table').waitFor()
      },
      seen: (page) => page.getByRole('grid'),
    },
    ...['files', 'failures', 'hosts', 'days', 'library'].map((tab, at) => ({
      name: `the report, ${tab}`,
      show: async (page: Page) => {
        await page.keyboard.press('Control+b')
        await page.getByRole('tab').nth(at).click()
      },
      seen: (page: Page) => page.getByRole('tabpanel'),
    })),
  ],
  'adding and settings': [
    { name: 'the add dialog', show: (page) => page.keyboard.press('Insert'), seen: (page) => page.getByRole('dialog') },
    {
      name: 'the export of the list',
      show: (page) => page.getByRole('button', { name: /^(Export list|Liste exportieren)/ }).click(),
      seen: (page) => page.getByRole('dialog').getByRole('radio').first(),
    },
    {
      name: 'the palette',
      show: async (page) => {
        await page.keyboard.press('Control+k')
        await page.keyboard.type('a')
      },
      seen: (page) => page.getByRole('option').first(),
    },
    { name: 'the keyboard shortcuts', show: (page) => page.keyboard.press('?'), seen: (page) => page.getByRole('dialog') },
    { name: 'the settings', show: (page) => page.keyboard.press('Control+,'), seen: (page) => page.getByRole('dialog') },
    {
      name: 'what was found in the settings',
      show: async (page) => {
        await page.keyboard.press('Control+,')
        await page.getByRole('dialog').getByRole('searchbox').fill('server')
        // In the field Escape takes back what was typed.
        await page.keyboard.press('Tab')
      },
      seen: (page) => page.getByRole('dialog').getByRole('heading', { level: 3 }).first(),
    },
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
      name: 'the notices',
      show: (page) =>
        page
          .getByRole('contentinfo')
          .getByRole('button', { name: /Messages|Meldungen/ })
          .click(),
      seen: (page) => page.getByRole('dialog').getByRole('listitem').first(),
    },
    {
      name: 'the network',
      show: async (page) => {
        await page.keyboard.press('Control+,')
        await page.getByRole('tab').nth(3).click()
      },
      seen: (page) => page.getByRole('tabpanel').getByRole('heading').last(),
    },
    {
      name: 'a proxy',
      show: async (page) => {
        await page.keyboard.press('Control+,')
        await page.getByRole('tab').nth(3).click()
        await page.getByRole('tabpanel').locator('section').first().getByRole('button').first().click()
      },
      seen: (page) => page.getByRole('dialog').getByRole('textbox').first(),
    },
    {
      name: 'filters in the search, one of them begun',
      show: async (page) => {
        await page.getByRole('searchbox').fill('size:>1kB state:')
        await page.keyboard.press('ArrowDown')
      },
      seen: (page) => page.getByRole('option').first(),
    },
  ],
}

for (const locale of ['en-US', 'de-DE']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`in ${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme })

      test('axe finds nothing on the empty list', async ({ page }) => {
        expect(await axeFindings(page, empty)).toEqual([])
      })

      for (const [group, screens] of Object.entries(groups)) {
        test(`axe finds nothing on any screen: ${group}`, async ({ page, app }) => {
          const server = await FaultyServer.start()
          server.serve('/done.bin', { size: 1_000 })
          server.serve('/slow.bin', { size: 5_000_000, bytesPerSecond: 50_000 })
          await addJob(
            app.web,
            ['/done.bin', '/slow.bin', '/missing.bin'].map((path) => server.url(path)),
          )
          await expect(page.getByRole('treegrid').getByRole('row')).toHaveCount(2)
          await expect(page.locator('[data-queue-id]')).toHaveCount(2)
          const findings: string[] = []
          for (const screen of screens) findings.push(...(await axeFindings(page, screen)))
          await server.close()
          expect(findings).toEqual([])
        })
      }
    })
  }
}

/** A job, and a queue beside the default one. */
async function addJob(web: { url: string; token: string } | null, urls: string[]): Promise<void> {
  if (web === null) throw new Error('this spec is for the web mode')
  const headers = { authorization: `Bearer ${web.token}`, 'content-type': 'application/json' }
  const send = (path: string, body: object) =>
    fetch(`${web.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  await send('/queues', { name: 'Nights', slots: 2, paused: true })
  await send('/jobs', { title: 'Mixed', urls, priority: 10 })
}
