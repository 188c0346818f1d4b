import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { axeFindings } from '../../support/browser/axe-findings.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { FolderServer } from '../../support/web/folder-server.ts'
import { StaffelWindow } from '../../support/window/staffel-window.ts'
import { expect, test } from '../fixtures.ts'

/** Nothing listens there, and nothing that is only looked at needs it. */
const nowhere = 'http://127.0.0.1:9'

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Add downloads' })
const gridOf = (page: Page) => dialogOf(page).getByRole('grid', { name: 'What was found' })

async function openDialog(page: Page) {
  await page.keyboard.press('Insert')
  const dialog = dialogOf(page)
  return { dialog, field: dialog.getByRole('textbox', { name: 'Links' }) }
}

test('a text with patterns says what it stands for, is chosen from and named, and becomes one job', async ({ page, folders }) => {
  const server = await FaultyServer.start()
  for (let part = 8; part <= 11; part += 1) server.serve(`/part-${part}.bin`.replace(/-(\d)\./, '-0$1.'), { size: 3_000 })
  const { dialog, field } = await openDialog(page)
  await field.fill(`Take ${server.url('/part-[08-11].bin')}\nftp://127.0.0.1/x`)
  await expect(dialog.getByText('4 files · 1 skipped')).toBeVisible()
  await dialog.getByText('Why 1 was skipped').click()
  await expect(dialog.getByRole('listitem')).toContainText(['only http and https are supported'])
  await dialog.getByRole('button', { name: 'Choose and name…' }).click()

  const grid = gridOf(page)
  await expect(grid).toHaveAttribute('aria-rowcount', '5')
  await dialog.getByRole('textbox', { name: 'Name files by template' }).fill('{index:02}-{name}.{ext}')
  await expect(grid.getByRole('row').filter({ hasText: '04-part-11.bin' })).toBeVisible()
  await grid.getByRole('row').filter({ hasText: '02-part-09.bin' }).click()
  await expect(grid.getByRole('row').filter({ hasText: '03-part-11.bin' })).toBeVisible()
  await expect(dialog.getByText('3 of 4')).toBeVisible()
  await dialog.getByText('Title, folder, queue and more').click()
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Parts')
  await dialog.getByRole('button', { name: 'Add 3 downloads' }).click()
  await expect(dialog).toHaveCount(0)

  const window = new StaffelWindow(page)
  await expect(window.cell('Parts', 'state')).toHaveText('Finished', { timeout: 20_000 })
  // The names of the parts go once the list has it that the files are there.
  const files = async () => (await readdir(folders.downloads)).sort()
  await expect.poll(files).toEqual(['01-part-08.bin', '02-part-10.bin', '03-part-11.bin'])
  await server.close()
})

test('what the entries of a list carry is named before it goes along, and left out where it is not wanted', async ({ page }) => {
  const server = await FaultyServer.start()
  const entries = ['a', 'b'].map((name) => {
    server.serve(`/${name}.bin`, { size: 100 })
    return `${server.url(`/${name}.bin`)}\n  user-agent=Agent/1\n  header=X-Key: ${name}\n`
  })
  const added = async (isWanted: boolean) => {
    const { dialog, field } = await openDialog(page)
    await field.fill(entries.join(''))
    await dialog.getByRole('button', { name: 'Choose and name…' }).click()
    const offer = dialog.getByRole('checkbox', { name: 'Headers from the list: User-Agent (for 2 of 2)' })
    await expect(offer).toBeChecked()
    await expect(dialog.getByText('Not taken: X-Key (differs).')).toBeVisible()
    await gridOf(page).getByRole('row').filter({ hasText: 'b.bin' }).click()
    const both = dialog.getByRole('checkbox', { name: 'Headers from the list: User-Agent, X-Key (for 1 of 1)' })
    await expect(both).toBeChecked()
    if (!isWanted) await both.press('Space')
    await dialog.getByRole('button', { name: 'Add 1 download' }).click()
    await expect(dialog).toHaveCount(0)
  }
  // Its size may have been asked for before, without them: nobody had agreed to more.
  const sent = () =>
    server
      .requestsTo('/a.bin')
      .filter(({ method }) => method === 'GET')
      .map(({ headers }) => headers)
  await added(true)
  await expect.poll(() => sent()[0]).toMatchObject({ 'user-agent': 'Agent/1', 'x-key': 'a' })
  const before = sent().length
  await added(false)
  await expect.poll(() => sent()[before]?.['user-agent']).toBe('Staffel')
  expect(sent()[before]?.['x-key']).toBeUndefined()
  await server.close()
})

test('a folder of a web server is looked into only when asked, filtered, and kept with its folders', async ({
  page,
  folders,
}) => {
  const server = await FolderServer.start({
    '/archive/': ['season-1/', 'season-2/', 'cover.jpg'],
    '/archive/season-1/': ['one.mp3', 'two.mp3', 'notes.txt'],
    '/archive/season-2/': ['one.mp3'],
  })
  const { dialog, field } = await openDialog(page)
  await field.fill(server.url('/archive/'))
  await expect(dialog.getByText('This looks like a page')).toBeVisible()
  await page.keyboard.press('Control+a')
  expect(server.requests).toEqual([])

  await dialog.getByRole('button', { name: 'Look inside…' }).click()
  const grid = gridOf(page)
  await expect(grid).toHaveAttribute('aria-rowcount', '2')
  // As it is heard: nothing runs into each other.
  await expect(dialog.getByRole('status').first()).toHaveText(/^Page \S+ 1 file\b/)
  expect(server.requests.filter((request) => request.includes('season'))).toEqual([])
  await dialog.getByText('Follow links to further pages').click()
  await dialog.getByRole('button', { name: 'Only this page' }).click()
  await page.getByRole('option', { name: 'One link away' }).click()
  await dialog.getByRole('button', { name: 'Read again' }).click()
  await expect(grid).toHaveAttribute('aria-rowcount', '6')

  await dialog.getByRole('textbox', { name: 'Filter', exact: true }).fill('mp3')
  await expect(grid).toHaveAttribute('aria-rowcount', '4')
  await expect(dialog.getByText('3 of 5 · 6.00 kB')).toBeVisible()
  await dialog.getByRole('button', { name: 'One job that keeps the folders' }).click()
  await expect(page.getByRole('option')).toContainText([/keeps/, /^One job for each folder \(3\)/, /everything in one folder/])
  await page.keyboard.press('Escape')
  await dialog.getByRole('button', { name: 'Add 3 downloads' }).click()
  await expect(dialog).toHaveCount(0)

  await expect(page.getByRole('treegrid').getByRole('gridcell', { name: 'Finished' })).toBeVisible({ timeout: 20_000 })
  const paths = async () => {
    const files = await readdir(folders.downloads, { recursive: true, withFileTypes: true })
    const ofFiles = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
    return ofFiles.map((path) => path.slice(folders.downloads.length + 1)).sort()
  }
  // A finished file keeps the name of its part until the list is on disk, and that takes as long as the disk does.
  await expect.poll(paths).toEqual([join('season-1', 'one.mp3'), join('season-1', 'two.mp3'), join('season-2', 'one.mp3')])
  await server.close()
})

test('a file of 20,000 lines is read beside the window, which holds only the rows in sight', async ({ page }) => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `${nowhere}/archive/document-${String(index).padStart(5, '0')}.pdf`)
  const { dialog } = await openDialog(page)
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'documents.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from([...lines, lines[0], 'mailto:nobody'].join('\n')),
  })
  const grid = gridOf(page)
  await expect(grid).toHaveAttribute('aria-rowcount', '20001', { timeout: 20_000 })
  await expect(dialog.getByText('20,000 files · 2 skipped')).toBeVisible()
  expect(await grid.getByRole('row').count()).toBeLessThan(60)
  await grid.focus()
  await page.keyboard.press('End')
  await expect(grid.getByRole('row').filter({ hasText: 'document-19999.pdf' })).toBeVisible()
  await dialog.getByText('More filters').click()
  await dialog.getByRole('textbox', { name: 'Regular expression' }).fill('document-0000[0-4]\\.')
  await expect(dialog.getByText('5 of 20,000')).toBeVisible()
  await dialog.getByText('Title, folder, queue and more').click()
  await dialog.getByText('Add paused').click()
  await dialog.getByRole('button', { name: 'Add 5 downloads' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('treegrid').getByRole('row')).toHaveCount(2)
})

test('by keyboard alone candidates are reached, left out, taken back and added', async ({ page }) => {
  const { keyboard } = page
  const { dialog, field } = await openDialog(page)
  await expect(field).toBeFocused()
  await keyboard.insertText(`${nowhere}/{one,two,three,four}.zip`)
  const choose = dialog.getByRole('button', { name: 'Choose and name…' })
  await expect(choose).toBeVisible()
  await choose.press('Enter')
  const grid = gridOf(page)
  await expect(grid).toBeFocused()
  await keyboard.press('Space')
  await expect(dialog.getByText('3 of 4')).toBeVisible()
  await keyboard.press('ArrowDown')
  await keyboard.press('Space')
  await keyboard.press('Shift+End')
  await expect(dialog.getByText('0 of 4')).toBeVisible()
  await expect(grid.getByRole('row', { selected: true })).toHaveCount(0)
  await keyboard.press('Control+a')
  await expect(grid.getByRole('row', { selected: true })).toHaveCount(4)
  await keyboard.press('Control+Enter')
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('treegrid').getByRole('row')).toHaveCount(2)
})

test('Enter in a field that filters adds nothing', async ({ page }) => {
  const { dialog, field } = await openDialog(page)
  await field.fill(`${nowhere}/{one,two}.zip`)
  await dialog.getByRole('button', { name: 'Choose and name…' }).click()
  await dialog.getByRole('textbox', { name: 'Filter', exact: true }).fill('two')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('1 of 2')).toBeVisible()
  await dialog.getByRole('button', { name: 'Back' }).click()
  await expect(field).toHaveValue(`${nowhere}/{one,two}.zip`)
})

test('what cannot be read is told in words, and the way back leads to the field', async ({ page }) => {
  const server = await FaultyServer.start()
  const { dialog, field } = await openDialog(page)
  await field.fill(server.url('/missing/'))
  await dialog.getByRole('button', { name: 'Look inside…' }).click()
  await expect(dialog.getByRole('status').filter({ hasText: '404' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Back' }).click()
  await expect(field).toBeFocused()
  await server.close()
})

test('a table that is dropped anywhere opens the dialog with what it lists', async ({ page }) => {
  await page.getByRole('treegrid').waitFor()
  await page.evaluate((base) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([`title;address\nFirst;${base}/1.pdf\nSecond;${base}/2.pdf\n`], 'papers.csv'))
    for (const name of ['dragover', 'drop']) {
      const event = new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true })
      document.querySelector('main')?.dispatchEvent(event)
    }
  }, nowhere)
  const grid = gridOf(page)
  await expect(grid).toHaveAttribute('aria-rowcount', '3')
  await expect(grid.getByRole('row').filter({ hasText: 'Second' })).toBeVisible()
  await expect(dialogOf(page).getByText('Columns of the table')).toBeVisible()
})

test('a table of numbers becomes links by the column and the address that are chosen', async ({ page }) => {
  const { dialog, field } = await openDialog(page)
  await field.fill('number;title\n17;First\n18;Second')
  await dialog.getByRole('button', { name: 'Choose and name…' }).click()
  await dialog.getByRole('textbox', { name: 'Make addresses from it' }).fill(`${nowhere}/documents/{column}.pdf`)
  await dialog.getByRole('button', { name: 'Read again' }).click()
  const grid = gridOf(page)
  await expect(grid.getByRole('row').filter({ hasText: '17.pdf' })).toBeVisible()
  await expect(grid).toHaveAttribute('aria-rowcount', '3')
  await expect(dialog.getByRole('button', { name: 'Add 2 downloads' })).toBeEnabled()
})

test('an address that is submitted at once is looked into like one that was seen to be a list', async ({ page }) => {
  const server = await FolderServer.start({ '/pub/': ['one.mp3'] })
  const { dialog, field } = await openDialog(page)
  await field.fill(server.url('/pub/'))
  await page.keyboard.press('Control+Enter')
  await expect(gridOf(page).getByRole('row').filter({ hasText: 'one.mp3' })).toBeVisible()
  await expect(dialog).toBeVisible()
  await server.close()
})

for (const locale of ['en-US', 'de-DE']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`in ${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme })

      test('axe finds nothing on the candidates', async ({ page }) => {
        const findings = await axeFindings(page, {
          name: 'the candidates',
          show: async () => {
            await page.keyboard.press('Insert')
            const entries = ['one', 'two'].map((name) => `${nowhere}/${name}.zip\n referer=${nowhere}/\n header=X: ${name}\n`)
            const field = page.getByRole('dialog').getByRole('textbox').first()
            await field.fill(`${entries.join('')}ftp://x`)
            await page.getByRole('button', { name: /^(Choose and name|Auswählen und benennen)/ }).click()
            await page.getByRole('grid').getByRole('row').nth(2).waitFor()
            for (const summary of await page.getByRole('dialog').locator('summary').all()) await summary.click()
          },
          seen: () => page.getByRole('grid').getByRole('row').nth(2),
        })
        expect(findings).toEqual([])
      })
    })
  }
}
