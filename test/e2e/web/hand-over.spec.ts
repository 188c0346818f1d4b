import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'

test('links that are dropped anywhere open the add dialog, filled in', async ({ page }) => {
  await page.getByRole('treegrid').waitFor()
  await drop(page, { type: 'text/uri-list', text: 'https://example.org/a.zip\r\n# a comment\r\nhttps://example.org/b.zip' })
  await expect(page.getByRole('textbox', { name: 'Links' })).toHaveValue('https://example.org/a.zip\nhttps://example.org/b.zip')
  await expect(page.getByText('2 links', { exact: true })).toBeVisible()
})

test('a text file with links that is dropped is read', async ({ page }) => {
  await page.getByRole('treegrid').waitFor()
  await drop(page, { fileName: 'links.txt', text: 'https://example.org/c.zip' })
  await expect(page.getByRole('textbox', { name: 'Links' })).toHaveValue('https://example.org/c.zip')
})

test('what is pasted anywhere but in a field opens the add dialog, filled in', async ({ page }) => {
  await page.getByRole('treegrid').focus()
  await page.evaluate(() => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', 'https://example.org/pasted.zip')
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await expect(page.getByRole('textbox', { name: 'Links' })).toHaveValue('https://example.org/pasted.zip')
})

/** What a browser does when something is dragged over the window and let go. */
async function drop(page: Page, what: { type?: string; fileName?: string; text: string }): Promise<void> {
  await page.evaluate(({ type, fileName, text }) => {
    const dataTransfer = new DataTransfer()
    if (fileName === undefined) dataTransfer.setData(type ?? 'text/plain', text)
    else dataTransfer.items.add(new File([text], fileName, { type: 'text/plain' }))
    const target = document.querySelector('main')
    for (const name of ['dragover', 'drop']) {
      target?.dispatchEvent(new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true }))
    }
  }, what)
}
