import type { Page } from '@playwright/test'
import { galleryServer } from '../../../build/gallery-server.mjs'
import { axeFindings } from '../../support/browser/axe-findings.ts'
import type { Screen } from '../../support/screens/screen.ts'
import { expect, test } from '../fixtures.ts'

const pressing = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).press('Enter')
const dialog = (page: Page) => page.getByRole('dialog')

/** What has all colours that there are: the parts at rest, and whatever lies over them. */
const coloured: readonly Screen[] = [
  { name: 'the parts', show: async () => undefined, seen: (page) => page.getByRole('heading', { name: 'Pages and tables' }) },
  { name: 'a menu', show: pressing('Open the menu'), seen: (page) => page.getByRole('menu') },
  { name: 'a refused form', show: pressing('Open the refused form'), seen: (page) => dialog(page).getByRole('alert') },
]
const others: readonly Screen[] = [
  { name: 'a context menu', show: pressing('Open at this corner'), seen: (page) => page.getByRole('menu') },
  { name: 'a dialog', show: pressing('Open large'), seen: dialog },
  { name: 'a question', show: pressing('Ask'), seen: (page) => page.getByRole('alertdialog') },
]
const themes = { light: [...coloured, ...others], dark: coloured }

test('every part of the window is shown in both themes, and axe finds nothing on it', async ({ chromiumBrowser }) => {
  const gallery = await galleryServer()
  const page = await (await chromiumBrowser()).newPage({ viewport: { width: 1_280, height: 800 } })
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.goto(gallery.url)
  for (const [theme, screens] of Object.entries(themes)) {
    await page.getByRole('radio', { name: theme }).check({ force: true })
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    const findings: string[] = []
    for (const screen of screens) findings.push(...(await axeFindings(page, screen)))
    expect(findings, theme).toEqual([])
  }
  expect(errors).toEqual([])
  await page.close()
  await gallery.close()
})
