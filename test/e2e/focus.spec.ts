import type { Page } from '@playwright/test'
import { FaultyServer } from '../support/faulty-server.ts'
import { StaffelWindow } from '../support/window/staffel-window.ts'
import { expect, test } from './fixtures.ts'

let server: FaultyServer

test.beforeEach(async () => {
  server = await FaultyServer.start()
})

test.afterEach(async () => {
  await server.close()
})

test('the keyboard never loses its place: dialogs close, buttons are disabled by their press, rows go', async ({ page }) => {
  const window = new StaffelWindow(page)
  await addSlow(window, 'Kept')
  await window.row('Kept').click()
  await expect(window.table).toBeFocused()

  for (const key of ['Insert', 'ControlOrMeta+,']) {
    await page.keyboard.press(key)
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(window.table).toBeFocused()
  }

  const pause = page.getByRole('toolbar').getByRole('button', { name: 'Pause', exact: true })
  await pause.press('Enter')
  await expect(pause).toBeDisabled()
  await expect(window.table).toBeFocused()

  await page.keyboard.press('Delete')
  await expect(window.row('Kept')).toHaveCount(0)
  await expect(window.table).toBeFocused()
})

test('Escape closes one thing at a time: the menu, the details, then it clears the selection', async ({ page }) => {
  const window = new StaffelWindow(page)
  await addSlow(window, 'Layers')
  const row = window.row('Layers')
  const details = page.getByRole('complementary', { name: 'Details' })
  await row.click()
  await page.keyboard.press('i')
  await expect(details).toBeVisible()
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menu')).toBeVisible()

  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(details).toBeVisible()
  await expect(window.table).toBeFocused()

  await page.keyboard.press('Escape')
  await expect(details).toHaveCount(0)
  await expect(row).toHaveAttribute('aria-selected', 'true')

  await page.keyboard.press('Escape')
  await expect(row).toHaveAttribute('aria-selected', 'false')
})

test('a search says how many it found; Escape leaves it, and then leads back to the table', async ({ page }) => {
  const window = new StaffelWindow(page)
  await addSlow(window, 'Needle')
  await addSlow(window, 'Haystack')
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type('needl')
  await expect(page.getByRole('status').filter({ hasText: /^1 result$/ })).toBeAttached()
  await expect(window.row('Haystack')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('searchbox')).toHaveValue('')
  await expect(window.row('Haystack')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(window.table).toBeFocused()
})

test('rows are selected with Shift and Ctrl, and each sortable header tells its direction', async ({ page }) => {
  const window = new StaffelWindow(page)
  for (const title of ['One', 'Two', 'Three', 'Four']) await addSlow(window, title)
  await window.row('One').click()
  await window.row('Three').click({ modifiers: ['Shift'] })
  await expect(selected(page)).toHaveCount(3)
  await window.row('Two').click({ modifiers: ['ControlOrMeta'] })
  await expect(selected(page)).toHaveCount(2)
  await expect(window.row('Two')).toHaveAttribute('aria-selected', 'false')

  for (const name of ['Name', 'Progress', 'Size', 'Speed']) {
    const header = page.getByRole('columnheader', { name })
    for (const direction of ['ascending', 'descending']) {
      await header.getByRole('button').click()
      await expect(header).toHaveAttribute('aria-sort', direction)
    }
    await header.getByRole('button').click()
    await expect(header).not.toHaveAttribute('aria-sort')
  }
})

test('a failed row offers what helps: trying again', async ({ page }) => {
  const window = new StaffelWindow(page)
  await window.add([server.url('/late.bin')], 'Late')
  const state = window.cell('Late', 'state')
  await expect(state).toContainText('404')
  server.serve('/late.bin', { size: 1_000 })
  await state.getByRole('button', { name: 'Retry' }).click()
  await expect(state).toHaveText('Finished')
})

const selected = (page: Page) => page.getByRole('row', { selected: true })

async function addSlow(window: StaffelWindow, title: string): Promise<void> {
  const path = `/${title}.bin`
  server.serve(path, { size: 5_000_000, bytesPerSecond: 50_000 })
  await window.add([server.url(path)], title)
  await expect(window.cell(title, 'progress')).toContainText(/\d/)
}
