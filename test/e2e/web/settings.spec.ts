import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '../fixtures.ts'

test('settings are looked for, put back, carried over as a file, and opened at one of them', async ({ page, folders }) => {
  const problems: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  await page.keyboard.press('Control+,')
  const dialog = page.getByRole('dialog', { name: 'Settings', exact: true })
  const slots = dialog.getByRole('textbox', { name: 'Downloads at once' })
  const news = dialog.getByRole('contentinfo').getByRole('status')

  // Looking for one, in the words of another language too.
  const search = dialog.getByRole('searchbox')
  await search.fill('Teelöffel')
  await expect(dialog.getByText('There is no such setting.')).toBeVisible()
  await search.fill('dunkel')
  await expect(dialog.getByText('1 setting', { exact: true })).toBeVisible()
  await expect(dialog.getByRole('radiogroup', { name: 'Theme' })).toBeVisible()
  await search.fill('')

  // A value out of range is told in its place and changes nothing; one in range holds at once, and goes back.
  await slots.fill('513')
  await expect(dialog.getByText('Enter a value from 0 to 512. It stays at 3 for now.')).toBeVisible()
  await slots.fill('12')
  const reset = dialog.getByRole('button', { name: 'Reset “Downloads at once” to: 3' })
  await expect(dialog.getByRole('slider')).toHaveAttribute('aria-valuetext', '12')
  await expect(dialog.getByRole('figure').getByRole('listitem').filter({ hasText: 'free' })).toHaveText('free 12')
  await reset.click()
  await expect(news).toHaveText('“Downloads at once” is reset. It was: 12')
  await expect(slots).toHaveValue('3')
  await dialog.getByRole('button', { name: 'Undo' }).click()
  await expect(slots).toHaveValue('12')

  // Out as a file, and in again after they were put back.
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Export', exact: true }).click(),
  ])
  const file = join(folders.downloads, 'settings.json')
  await download.saveAs(file)
  const text = await readFile(file, 'utf8')
  expect(text).not.toContain(folders.downloads)
  await dialog.getByRole('button', { name: 'Reset this section' }).click()
  await expect(slots).toHaveValue('3')
  await dialog.getByRole('button', { name: 'Import…' }).click()
  const importing = page.getByRole('dialog', { name: 'Import settings' })
  const choose = async (path: string) => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      importing.getByRole('button', { name: 'Choose a file…' }).click(),
    ])
    await chooser.setFiles(path)
  }
  const apply = importing.getByRole('button', { name: 'Apply' })
  await writeFile(join(folders.downloads, 'bad.json'), text.replace('"maxSlots": 12', '"maxSlots": 900'))
  await choose(join(folders.downloads, 'bad.json'))
  await expect(importing.getByText('Downloads at once: 900 (possible: 0 to 512)')).toBeVisible()
  await expect(apply).toBeDisabled()
  await choose(file)
  await expect(importing.getByRole('row', { name: 'Downloads at once' }).getByRole('cell')).toHaveText(['3', '12'])
  await apply.click()
  await expect(importing).toHaveCount(0)
  await expect(slots).toHaveValue('12')
  await dialog.getByRole('button', { name: 'Close' }).click()

  // Opened at one of them.
  await page.getByRole('button', { name: /^Speed limit/ }).click()
  await page.getByRole('menuitem', { name: 'Other…' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Speed limit' })).toBeFocused()
  expect(problems).toEqual([])
})
