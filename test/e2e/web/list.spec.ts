import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { FaultyServer } from '../../support/faulty-server.ts'
import { StaffelWindow } from '../../support/window/staffel-window.ts'
import { expect, test } from '../fixtures.ts'

const heads = (page: Page) => page.getByRole('columnheader').allInnerTexts()
const head = (page: Page, name: string): Locator => page.getByRole('columnheader', { name, exact: true })
const edge = (page: Page, name: string): Locator =>
  page.getByRole('separator', { name: `Width of the column “${name}”`, exact: true })
const widthOf = async (cell: Locator) => Math.round((await cell.boundingBox())?.width ?? 0)

/** Presses on the middle of something, moves sideways in steps as a hand does, and lets go. */
async function pull(page: Page, from: Locator, by: number): Promise<void> {
  const place = await from.boundingBox()
  if (place === null) throw new Error('nothing to pull')
  const y = place.y + place.height / 2
  await page.mouse.move(place.x + place.width / 2, y)
  await page.mouse.down()
  await page.mouse.move(place.x + place.width / 2 + by, y, { steps: 5 })
  await page.mouse.up()
}

test('columns are made wider, moved, hidden and sorted by mouse, for this view alone, and are as they were the next time', async ({
  page,
}) => {
  const server = await FaultyServer.start()
  for (const name of ['small', 'large']) {
    server.serve(`/${name}.bin`, { size: name === 'small' ? 1_000 : 3_000 })
    await new StaffelWindow(page).add([server.url(`/${name}.bin`)], name)
  }
  const usual = ['Name', 'State', 'Progress', 'Size', 'Speed', 'Time left']
  expect(await heads(page)).toEqual(usual)

  const before = await widthOf(head(page, 'Size'))
  const name = await widthOf(head(page, 'Name'))
  await pull(page, edge(page, 'Size'), 40)
  expect(await widthOf(head(page, 'Size'))).toBe(before + 40)
  expect(await widthOf(head(page, 'Name'))).toBe(name)
  const cell = page.getByRole('row', { name: /small/ }).getByRole('gridcell').nth(3)
  expect(await widthOf(cell)).toBe(before + 40)
  await edge(page, 'Size').dblclick()
  expect(await widthOf(head(page, 'Size'))).toBeLessThan(before + 40)

  await pull(page, head(page, 'Speed').getByRole('button'), -290)
  expect(await heads(page)).toEqual(['Name', 'State', 'Speed', 'Progress', 'Size', 'Time left'])
  await expect(head(page, 'Speed'), 'a drag is no press').not.toHaveAttribute('aria-sort')

  await head(page, 'Time left').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Hide column' }).click()
  await page.getByRole('button', { name: 'Choose columns' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Queue' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Files' }).click()
  await page.keyboard.press('Escape')
  const chosen = ['Name', 'State', 'Speed', 'Progress', 'Size', 'Files', 'Queue']
  expect(await heads(page)).toEqual(chosen)
  await expect(page.getByRole('row', { name: /large/ })).toContainText('1 / 1')
  await head(page, 'Size').getByRole('button').click()
  await head(page, 'Size').getByRole('button').click()
  const width = await widthOf(head(page, 'Size'))

  await page.getByRole('button', { name: /^Active/ }).click()
  await expect(head(page, 'Time left')).toBeVisible()
  expect(await heads(page)).toEqual(usual)
  await page.reload()
  await expect(head(page, 'Queue')).toBeVisible()
  expect(await heads(page)).toEqual(chosen)
  expect(await widthOf(head(page, 'Size'))).toBe(width)
  await expect(head(page, 'Size')).toHaveAttribute('aria-sort', 'descending')
  await expect(page.getByRole('row').nth(1)).toContainText('large')

  await page.getByRole('button', { name: 'Choose columns' }).click()
  await page.getByRole('menuitem', { name: 'Reset columns' }).click()
  expect(await heads(page)).toEqual(usual)
  await expect(head(page, 'Size')).not.toHaveAttribute('aria-sort')
  await server.close()
})

test('by keyboard alone: columns, a new title, and what helps a row that failed', async ({ page }) => {
  const server = await FaultyServer.start()
  const window = new StaffelWindow(page)
  const { keyboard } = page
  await window.add([server.url('/late.bin')], 'Late')
  await window.add([server.url('/other.bin')], 'Other')
  await expect(window.cell('Late', 'state')).toContainText('404')

  await window.table.focus()
  await keyboard.press('Tab')
  await expect(head(page, 'Name').getByRole('button')).toBeFocused()
  for (let steps = 0; steps < 3; steps += 1) await keyboard.press('ArrowRight')
  await expect(head(page, 'Size').getByRole('button')).toBeFocused()
  const before = await widthOf(head(page, 'Size'))
  await keyboard.press('Shift+ArrowRight')
  await keyboard.press('Shift+ArrowRight')
  expect(await widthOf(head(page, 'Size'))).toBe(before + 16)
  await expect(edge(page, 'Size')).toHaveAttribute('aria-valuenow', String(before + 16))
  await keyboard.press('Alt+ArrowLeft')
  await expect.poll(() => heads(page)).toEqual(['Name', 'State', 'Size', 'Progress', 'Speed', 'Time left'])
  await expect(head(page, 'Size').getByRole('button')).toBeFocused()
  await expect(page.getByRole('status').filter({ hasText: 'Size: column 3 of 6' })).toHaveCount(1)
  await keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Hide column' }).press('Enter')
  await expect(head(page, 'Size')).toHaveCount(0)

  await window.table.focus()
  await keyboard.press('Home')
  await keyboard.press('F2')
  const field = page.getByRole('textbox', { name: 'New title' })
  await expect(field).toBeFocused()
  await keyboard.type('Never')
  await keyboard.press('Escape')
  await expect(window.row('Late')).toBeVisible()
  await expect(window.table).toBeFocused()
  await keyboard.press('F2')
  await keyboard.press('Delete')
  await keyboard.press('Enter')
  await expect(field, 'a job without a title').toHaveAttribute('aria-invalid', 'true')
  await keyboard.type('Punctual')
  await keyboard.press('Enter')
  await expect(window.row('Punctual')).toBeVisible()
  await expect(window.table).toBeFocused()

  server.serve('/late.bin', { size: 1_000 })
  await keyboard.press('f')
  await expect(window.cell('Punctual', 'state')).toHaveText('Finished')

  await keyboard.press('ControlOrMeta+ArrowDown')
  await expect(window.row('Punctual')).toHaveAttribute('aria-selected', 'true')
  await expect(window.row('Other')).toHaveAttribute('aria-selected', 'false')
  await keyboard.press('ControlOrMeta+Space')
  await expect(page.getByRole('row', { selected: true })).toHaveCount(2)
  await keyboard.press('ControlOrMeta+Space')
  await expect(window.row('Other')).toHaveAttribute('aria-selected', 'false')
  await server.close()
})

test('a job whose folder is gone offers another one, and is saved there', async ({ page, app, folders }) => {
  const server = await FaultyServer.start()
  server.serve('/lost.bin', { size: 1_000 })
  const window = new StaffelWindow(page)
  const call = (path: string, body: object = {}) =>
    fetch(`${app.web?.url}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${app.web?.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const job = { title: 'Lost', urls: [server.url('/lost.bin')], directory: 'away', startPaused: true }
  const { id }: { id: string } = await (await call('/jobs', job)).json()
  await rm(join(folders.downloads, 'away'), { recursive: true })
  await call(`/jobs/${id}/resume`)
  await window.cell('Lost', 'state').getByRole('button', { name: 'Choose folder' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change folder' })
  const field = dialog.getByRole('textbox', { name: 'Folder' })
  await expect(field).toHaveValue(join(folders.downloads, 'away'))
  await field.fill('/')
  await field.press('Enter')
  await expect(dialog.getByText(/outside those that Staffel was allowed/)).toBeVisible()
  await field.fill('here')
  await field.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(window.cell('Lost', 'state')).toHaveText('Finished')
  await expect(page.getByRole('navigation').getByRole('button', { name: /^here/ })).toBeVisible()
  await server.close()
})
