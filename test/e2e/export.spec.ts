import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { StaffelWindow } from '../support/window/staffel-window.ts'
import { expect, test } from './fixtures.ts'

/** Nothing listens there: what is only written down needs no server. */
const nowhere = 'http://127.0.0.1:9'

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Export list' })

async function addThree(window: StaffelWindow): Promise<void> {
  await window.page.getByRole('button', { name: 'Pause all' }).click()
  for (const title of ['One', 'Two', 'Three']) await window.add([`${nowhere}/${title.toLowerCase()}.zip`], title)
}

/** Saves with the dialog; what is in the file, and what it is called. */
async function saved(dialog: Locator): Promise<{ readonly name: string; readonly text: string }> {
  const [download] = await Promise.all([
    dialog.page().waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save file' }).click(),
  ])
  await expect(dialog).toHaveCount(0)
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
}

const titlesIn = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line): { type: string; title?: string } => JSON.parse(line))
    .flatMap(({ type, title }) => (type === 'job' ? [title] : []))

test('the whole list is saved from the toolbar, and comes back as the jobs that it was', async ({ page }) => {
  const window = new StaffelWindow(page)
  const button = page.getByRole('button', { name: 'Export list…' })
  await expect(button).toBeDisabled()
  await addThree(window)
  await button.click()
  const dialog = dialogOf(page)
  await expect(dialog.getByText('All jobs: 3')).toBeVisible()
  const { name, text } = await saved(dialog)
  expect(name).toMatch(/^Staffel list \d{4}-\d\d-\d\d\.jsonl$/)
  expect(titlesIn(text)).toEqual(['One', 'Two', 'Three'])

  await page.getByRole('treegrid').focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await expect(window.table.getByRole('row')).toHaveCount(1)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  const adding = page.getByRole('dialog', { name: 'Add downloads' })
  await adding
    .locator('input[type=file]')
    .setInputFiles({ name: 'list.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(text) })
  await expect(adding.getByRole('button', { name: 'As the 3 jobs they were' })).toBeVisible()
  await adding.getByRole('button', { name: 'Add 3 downloads' }).click()
  for (const title of ['One', 'Two', 'Three']) await expect(window.row(title)).toBeVisible()
})

test('selected jobs are saved from their menu, as a list that aria2 reads', async ({ page }) => {
  const window = new StaffelWindow(page)
  await addThree(window)
  await window.row('One').click()
  await window.row('Three').click({ modifiers: ['Control'] })
  await window.row('Three').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Export…' }).click()
  const dialog = dialogOf(page)
  await expect(dialog.getByRole('radio', { name: 'Selected (2)' })).toBeChecked()
  await dialog.getByText('aria2 input file').click()
  const { name, text } = await saved(dialog)
  expect(name).toMatch(/\.txt$/)
  expect(text.split('\n').filter((line) => line.startsWith('http'))).toEqual([`${nowhere}/one.zip`, `${nowhere}/three.zip`])
})

test('all but one are saved as what is selected, and what is shown as what is shown', async ({ page }) => {
  const window = new StaffelWindow(page)
  await addThree(window)
  await page.getByRole('treegrid').focus()
  await page.keyboard.press('Control+a')
  await window.row('Two').click({ modifiers: ['Control'] })
  await page.getByRole('button', { name: 'Export list…' }).click()
  const dialog = dialogOf(page)
  await dialog.getByText('Selected (2)').click()
  expect(titlesIn((await saved(dialog)).text)).toEqual(['One', 'Three'])

  await page.getByRole('searchbox').fill('two')
  await expect(window.table.getByRole('row')).toHaveCount(2)
  await page.getByRole('button', { name: 'Export list…' }).click()
  await expect(dialog.getByRole('radio', { name: 'Shown here (1)' })).toBeChecked()
  expect(titlesIn((await saved(dialog)).text)).toEqual(['Two'])
})

test('by keyboard alone the dialog is opened, filled in and left, and the focus is where it was', async ({ page }) => {
  const window = new StaffelWindow(page)
  await window.add([`${nowhere}/one.zip`], 'One')
  const button = page.getByRole('button', { name: 'Export list…' })
  await expect(button).toBeEnabled()
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(dialogOf(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialogOf(page)).toHaveCount(0)
  await expect(button).toBeFocused()
})
