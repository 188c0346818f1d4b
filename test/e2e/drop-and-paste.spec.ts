import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { dragFromOutside } from '../support/browser/real-drop.ts'
import { expect, test } from './fixtures.ts'

/** Nothing listens there, and nothing that is only looked at needs it. */
const nowhere = 'http://127.0.0.1:9'

const link = (path: string) => ({ items: [{ mimeType: 'text/uri-list', data: `${nowhere}${path}` }] })
const text = (words: string) => ({ items: [{ mimeType: 'text/plain', data: words }] })
const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Add downloads' })
const fieldOf = (page: Page) => dialogOf(page).getByRole('textbox', { name: 'Links' })
const gridOf = (page: Page) => dialogOf(page).getByRole('grid', { name: 'What was found' })

/** Shows four candidates of a pattern. */
async function showCandidates(page: Page): Promise<void> {
  await page.keyboard.press('Insert')
  await fieldOf(page).fill(`${nowhere}/{one,two,three,four}.zip`)
  await dialogOf(page).getByRole('button', { name: 'Choose and name…' }).click()
  await expect(gridOf(page).getByRole('row')).toHaveCount(5)
}

/** Puts a text on the clipboard by the field for the search, and takes it away there. */
async function cut(page: Page, words: string): Promise<void> {
  await page.getByRole('searchbox').fill(words)
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+x')
  await expect(page.getByRole('searchbox')).toHaveValue('')
}

test('a link that is dropped on the list opens the dialog, and another one beside its field goes below it', async ({ page }) => {
  await dragFromOutside(page.getByRole('main'), link('/first.zip'))
  await expect(fieldOf(page)).toHaveValue(`${nowhere}/first.zip`)
  await dragFromOutside(dialogOf(page).getByRole('heading'), link('/second.zip'))
  await expect(fieldOf(page)).toHaveValue(`${nowhere}/first.zip\n${nowhere}/second.zip`)
  await dialogOf(page).getByRole('textbox', { name: 'Title' }).fill('Both')
  await dragFromOutside(dialogOf(page).getByRole('heading'), text(`and ${nowhere}/third.zip`))
  await expect(dialogOf(page).getByText('3 links')).toBeVisible()
  await expect(dialogOf(page).getByRole('textbox', { name: 'Title' })).toHaveValue('Both')
})

test('a link is taken, though what it was let go on has gone since the last move', async ({ page }) => {
  await page.evaluate(() => {
    const gone = document.createElement('div')
    gone.dataset.testid = 'gone'
    gone.style.cssText = 'position: fixed; inset: 40%; z-index: 1'
    gone.addEventListener('dragover', () => setTimeout(() => gone.remove()))
    document.body.append(gone)
  })
  await dragFromOutside(page.getByTestId('gone'), link('/first.zip'))
  await expect(fieldOf(page)).toHaveValue(`${nowhere}/first.zip`)
  await expect(page.getByText('Drop links or lists here')).toBeHidden()
})

test('a text that is dropped into the field stands where it was let go', async ({ page }) => {
  await page.keyboard.press('Insert')
  await dragFromOutside(fieldOf(page), text(`${nowhere}/in-it.zip`))
  await expect(fieldOf(page)).toHaveValue(`${nowhere}/in-it.zip`)
})

test('words of a page that are dropped into the field are the addresses behind them', async ({ page }) => {
  await page.keyboard.press('Insert')
  const items = [
    { mimeType: 'text/plain', data: 'the first part' },
    { mimeType: 'text/html', data: `<p>the <a href="${nowhere}/part-1.zip">first part</a></p>` },
  ]
  await dragFromOutside(fieldOf(page), { items })
  await expect(fieldOf(page)).toHaveValue(`${nowhere}/part-1.zip`)
})

test('what is dropped on the candidates takes their place, and what was filled in about the job stays', async ({
  page,
  folders,
}) => {
  await showCandidates(page)
  await dialogOf(page).getByText('Title, folder, queue and more').click()
  await dialogOf(page).getByRole('textbox', { name: 'Title' }).fill('Mine')
  await dragFromOutside(gridOf(page), text(`${nowhere}/other.zip`))
  await expect(fieldOf(page)).toHaveValue(`${nowhere}/other.zip`)
  await expect(dialogOf(page).getByRole('textbox', { name: 'Title' })).toHaveValue('Mine')

  const file = join(folders.downloads, 'papers.csv')
  await writeFile(file, `title;address\nFirst;${nowhere}/1.pdf\nSecond;${nowhere}/2.pdf\n`)
  await dragFromOutside(fieldOf(page), { files: [file] })
  await expect(gridOf(page).getByRole('row')).toHaveCount(3)
  await writeFile(file, `title;address\nThird;${nowhere}/3.pdf\nFourth;${nowhere}/4.pdf\nFifth;${nowhere}/5.pdf\n`)
  await dragFromOutside(gridOf(page), { files: [file] })
  await expect(gridOf(page).getByRole('row').filter({ hasText: 'Fifth' })).toBeVisible()
})

test('a file that is dropped on a field is taken, and not opened in place of the window', async ({ page, folders }) => {
  const file = join(folders.downloads, 'links.txt')
  await writeFile(file, `${nowhere}/from-file.zip`)
  const address = page.url()
  await dragFromOutside(page.getByRole('searchbox'), { files: [file] })
  await expect(fieldOf(page)).toHaveValue(`${nowhere}/from-file.zip`)
  expect(page.url()).toBe(address)
})

test('another dialog is left alone by what is dropped on it', async ({ page, folders }) => {
  const file = join(folders.downloads, 'links.txt')
  await writeFile(file, `${nowhere}/from-file.zip`)
  await page.keyboard.press('Control+,')
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await dragFromOutside(settings.getByRole('heading').first(), { files: [file] })
  await dragFromOutside(settings.getByRole('heading').first(), link('/x.zip'))
  await expect(settings).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(1)
})

test('what is pasted counts wherever the focus is, and in a field it stays there', async ({ page }) => {
  await cut(page, `${nowhere}/pasted.zip`)
  await page.keyboard.press('Control+v')
  await expect(page.getByRole('searchbox')).toHaveValue(`${nowhere}/pasted.zip`)
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await page.getByRole('treegrid').focus()
  await page.keyboard.press('Control+v')
  await expect(fieldOf(page)).toHaveValue(`${nowhere}/pasted.zip`)
  await page.keyboard.press('Escape')
  await expect(dialogOf(page)).toHaveCount(0)

  await showCandidates(page)
  await gridOf(page).focus()
  await page.keyboard.press('Control+v')
  await expect(fieldOf(page)).toHaveValue(`${nowhere}/pasted.zip`)
})
