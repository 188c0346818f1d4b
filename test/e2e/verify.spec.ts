import { readFile, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
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

test('finished files are checked by keyboard and by menu, what is damaged is shown and repaired', async ({ page, folders }) => {
  const window = new StaffelWindow(page)
  const paths = ['/one.bin', '/two.bin', '/three.bin']
  for (const [index, path] of paths.entries()) server.serve(path, { size: 300_000, seed: index + 1 })
  await window.add(
    paths.map((path) => server.url(path)),
    'Three files',
  )
  await expect(window.cell('Three files', 'state')).toHaveText('Finished')

  await window.row('Three files').click()
  await page.keyboard.press('v')
  const toasts = page.getByRole('region', { name: 'Messages' })
  await expect(toasts).toContainText('3 files checked. All are intact.')

  await rm(join(folders.downloads, 'one.bin'))
  await truncate(join(folders.downloads, 'two.bin'), 100_000)
  await window.row('Three files').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Verify files' }).click()
  const dialog = page.getByRole('dialog', { name: '2 files are not as they were' })
  await expect(dialog.getByRole('listitem')).toHaveText([/one\.bin.*Missing/, /two\.bin.*100 kB instead of 300 kB/])

  await expect(dialog.getByRole('button', { name: 'Repair' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(toasts).toContainText('2 files were repaired and are intact again.')
  await expect(window.cell('Three files', 'state')).toHaveText('Finished')
  for (const path of paths) expect((await readFile(join(folders.downloads, path))).equals(server.content(path))).toBe(true)
})
