import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { readCsv } from '../support/csv.ts'
import { FaultyServer } from '../support/faulty-server.ts'
import { StaffelWindow } from '../support/window/staffel-window.ts'
import { expect, test } from './fixtures.ts'

let server: FaultyServer

test.beforeEach(async () => {
  server = await FaultyServer.start()
  for (const [index, path] of ['/one.bin', '/two.bin'].entries()) server.serve(path, { size: 300_000, seed: index + 1 })
})

test.afterEach(async () => {
  await server.close()
})

async function addMixed(window: StaffelWindow): Promise<void> {
  await window.add(
    ['/one.bin', '/two.bin', '/gone-1.bin', '/gone-2.bin'].map((path) => server.url(path)),
    'Mixed',
  )
  await expect(window.cell('Mixed', 'progress')).toContainText('2/4')
  await expect(window.cell('Mixed', 'state')).toContainText('2 failed')
}

async function saved(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()])
  return readFile(await download.path(), 'utf8')
}

test('the report tells what came of each file, and is searched, filtered and saved', async ({ page }) => {
  const window = new StaffelWindow(page)
  await page.keyboard.press('Control+b')
  await expect(page.getByRole('heading', { name: 'Nothing to report yet' })).toBeVisible()
  await page.keyboard.press('Escape')
  await addMixed(window)

  await page.getByRole('navigation').getByRole('button', { name: 'Report' }).click()
  await expect(page).toHaveTitle(/Report/)
  const table = page.getByRole('table', { name: 'What was downloaded' })
  await expect(table.getByRole('row')).toHaveCount(5)
  await expect(page.getByRole('region', { name: 'Figures' })).toContainText('2 files')
  await expect(table.getByRole('row', { name: /one\.bin/ })).toContainText('300 kB')
  await expect(table.getByRole('row', { name: /gone-1/ })).toContainText('HTTP error 404')

  const csv = readCsv(await saved(page, 'Save as CSV'))
  expect(csv.slice(1).map((row) => row[csv[0]?.indexOf('status') ?? 0])).toEqual(
    expect.arrayContaining(['completed', 'completed', 'failed', 'failed']),
  )
  expect(JSON.parse(await saved(page, 'Save as JSON'))).toHaveLength(4)

  await page.getByRole('searchbox').fill('gone-2')
  await expect(table.getByRole('row')).toHaveCount(2)
  await page.getByRole('searchbox').fill('nowhere')
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible()
  await page.getByRole('button', { name: 'Show everything' }).click()
  await expect(table.getByRole('row')).toHaveCount(5)

  await page.getByRole('tab', { name: 'Servers' }).click()
  await page.getByRole('button', { name: new URL(server.url('/')).host }).click()
  await expect(page.getByRole('button', { name: 'Show all servers' })).toBeVisible()
  await expect(table.getByRole('row')).toHaveCount(5)

  await page.keyboard.press('Control+u')
  const today = page.getByRole('grid', { name: 'Calendar of the last year' }).locator('[aria-current="date"]')
  await expect(today).toHaveAccessibleName(/2 files/)
  await today.press('Enter')
  await expect(page.getByRole('button', { name: 'Show all days' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Show all servers' })).toHaveCount(0)
  await expect(table.getByRole('row')).toHaveCount(5)
  await page.getByRole('button', { name: 'Show all days' }).click()

  await page.keyboard.press('Control+b')
  await window.select('Mixed')
  await page.keyboard.press('Delete')
  await expect(window.row('Mixed')).toHaveCount(0)
  await page.keyboard.press('Control+b')
  await expect(table.getByRole('row', { name: /one\.bin/ })).toContainText('Removed from the list')
})

test('what failed for one reason, or all of it, is queued again with one press or key', async ({ page }) => {
  const window = new StaffelWindow(page)
  await addMixed(window)
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Failed/ })
    .click()
  await expect(page.getByText('2 failed episodes in this view')).toBeVisible()
  server.serve('/gone-1.bin', { size: 10, seed: 7 })
  await page.getByRole('button', { name: 'Retry all failed (2)' }).click()
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('2 downloads queued again.')
  await expect(page.getByText('1 failed episode in this view')).toBeVisible()

  await page.keyboard.press('Control+b')
  await page.getByRole('tab', { name: 'Failures' }).click()
  const group = page.getByRole('row', { name: /HTTP error 404/ })
  await expect(group).toContainText('1')
  server.serve('/gone-2.bin', { size: 10, seed: 8 })
  await group.getByRole('button', { name: 'Retry: HTTP error 404' }).click()
  await expect(page.getByRole('heading', { name: 'Nothing has failed' })).toBeVisible()

  await page.keyboard.press('Escape')
  await page.getByRole('navigation').getByRole('button', { name: /^All/ }).click()
  await expect(window.cell('Mixed', 'state')).toHaveText('Finished')
})

test('all failed episodes of the shown list come back with one key', async ({ page }) => {
  const window = new StaffelWindow(page)
  await addMixed(window)
  for (const [index, path] of ['/gone-1.bin', '/gone-2.bin'].entries()) server.serve(path, { size: 10, seed: 20 + index })
  await page.getByRole('treegrid').focus()
  await page.keyboard.press('Shift+T')
  await expect(window.cell('Mixed', 'state')).toHaveText('Finished')
})

/** Has both finished files compared with the disk; the panel that tells what was found. */
async function checkBothFiles(page: Page): Promise<Locator> {
  await page.keyboard.press('Control+b')
  await page.getByRole('tab', { name: 'Check' }).click()
  await page.getByRole('button', { name: 'Check all files' }).click()
  const panel = page.getByRole('tabpanel')
  await expect(panel.getByRole('status')).toContainText('2 of 2 files checked')
  return panel
}

test('all finished files are compared with the disk, and what is missing is repaired', async ({ page, folders }) => {
  const window = new StaffelWindow(page)
  await addMixed(window)
  await rm(join(folders.downloads, 'two.bin'))
  const panel = await checkBothFiles(page)
  await expect(panel).toContainText('1 intact')
  await expect(panel).toContainText('1 missing')
  await expect(panel.getByRole('listitem').filter({ hasText: 'two.bin' })).toContainText('Missing')
  await panel.getByRole('button', { name: 'Repair 1 file' }).click()
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('1 file was repaired')
  await panel.getByRole('button', { name: 'Check again' }).click()
  await expect(panel).toContainText('2 intact')
  expect((await readFile(join(folders.downloads, 'two.bin'))).equals(server.content('/two.bin'))).toBe(true)
})

test('files that were removed from the list and kept are compared too, and told apart from what can be repaired', async ({
  page,
  folders,
}) => {
  const window = new StaffelWindow(page)
  await addMixed(window)
  const forget = page.getByRole('button', { name: 'Forget removed downloads…' })
  await page.keyboard.press('Control+b')
  await expect(forget).toBeDisabled()
  await page.keyboard.press('Control+b')
  await window.select('Mixed')
  await page.keyboard.press('Delete')
  await expect(window.row('Mixed')).toHaveCount(0)
  // Once it can come back no longer, what it left on disk is the history's.
  await page.keyboard.press('Control+b')
  await expect(forget).toBeEnabled({ timeout: 20_000 })
  await page.keyboard.press('Control+b')
  await rm(join(folders.downloads, 'two.bin'))

  const panel = await checkBothFiles(page)
  await expect(panel).toContainText('1 intact')
  const missing = panel.getByRole('listitem').filter({ hasText: 'two.bin' })
  await expect(missing).toContainText('Missing')
  await expect(missing).toContainText('Removed from the list')
  await expect(panel).toContainText('1 of these is no longer in the list')
  await expect(panel.getByRole('button', { name: /Repair/ })).toHaveCount(0)

  await page.getByRole('tab', { name: 'Files' }).click()
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(5)
  await forget.click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Forget' }).click()
  await expect(page.getByRole('heading', { name: 'Nothing to report yet' })).toBeVisible()
  await expect(forget).toBeDisabled()
})

test.describe('in German', () => {
  test.use({ locale: 'de-DE' })

  test('the report speaks it', async ({ page }) => {
    await expect(page.getByRole('button', { name: 'Bericht' })).toBeVisible()
    await page.keyboard.press('Control+b')
    await expect(page.getByRole('heading', { name: 'Noch nichts zu berichten' })).toBeVisible()
    await expect(page.getByRole('region', { name: 'Zahlen' })).toContainText('0 Dateien')
    await page.getByRole('tab', { name: 'Fehler' }).click()
    await expect(page.getByRole('heading', { name: 'Nichts ist fehlgeschlagen' })).toBeVisible()
  })
})
