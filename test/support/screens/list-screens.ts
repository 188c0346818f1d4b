import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import type { FaultyServer } from '../faulty-server.ts'
import { inAnyLanguage, type Screen, type Served, sender, showSidebar } from './screen.ts'

/** Before anything is filled in. */
export const emptyList: Screen = {
  name: 'the empty list',
  show: async () => undefined,
  seen: (page) => page.getByRole('main').getByRole('heading', { level: 2 }),
}

/** Every screen around the list, by where it stands. */
export const listScreens: Readonly<Record<string, readonly Screen[]>> = {
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
      show: async (page) => {
        await showSidebar(page)
        await page.locator('#sidebar ul').nth(1).getByRole('button').last().click()
      },
      seen: (page) => page.getByRole('dialog').getByRole('textbox'),
    },
    {
      name: 'the menu of a queue',
      show: async (page) => {
        await showSidebar(page)
        await page.locator('[data-queue-id]').last().getByRole('button').last().focus()
        await page.keyboard.press('Enter')
      },
      seen: (page) => page.getByRole('menu'),
    },
    {
      name: 'the choice of columns',
      isOnPhones: false,
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
      show: (page) => page.getByRole('button', { name: inAnyLanguage('export:list') }).click(),
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
          .getByRole('button', { name: inAnyLanguage('notices:label') })
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

/** Regular expressions of the person's own names that are to be seen on them. */
export const listNames = ['Mixed', 'Nights'] as const

/** A job of which one file is finished, one runs and one failed, and a queue beside the default one. */
export async function fillList(web: Served, server: FaultyServer): Promise<void> {
  server.serve('/done.bin', { size: 1_000 })
  server.serve('/slow.bin', { size: 5_000_000, bytesPerSecond: 50_000 })
  const send = sender(web)
  await send('/queues', { name: 'Nights', slots: 2, paused: true })
  const urls = ['/done.bin', '/slow.bin', '/missing.bin'].map((path) => server.url(path))
  await send('/jobs', { title: 'Mixed', urls, priority: 10 })
}
