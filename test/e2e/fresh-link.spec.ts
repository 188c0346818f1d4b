import { FaultyServer } from '../support/faulty-server.ts'
import { StaffelWindow } from '../support/window/staffel-window.ts'
import { expect, test } from './fixtures.ts'

test('from the row of a job of one file, whose link has expired, a key leads to the field for a new one', async ({ page }) => {
  const server = await FaultyServer.start()
  const file = { size: 4_000_000, seed: 5 }
  const expired = Array.from({ length: 20 }, () => ({ status: 410 }))
  server.serve('/old.bin', { ...file, faults: [{ cutAfter: 2_000_000, cut: 'close' }, ...expired] })
  server.serve('/new.bin', file)
  const window = new StaffelWindow(page)
  await window.add([server.url('/old.bin')], 'Deeds')
  await expect(window.row('Deeds').getByRole('button', { name: 'New link' })).toBeVisible()
  await window.select('Deeds')
  await page.keyboard.press('f')
  const field = page.getByRole('textbox', { name: 'New link' })
  await expect(field).toBeFocused()
  await expect(window.row('old.bin')).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.type(server.url('/new.bin'))
  await page.keyboard.press('Enter')
  await expect(window.cell('Deeds', 'state')).toHaveText('Finished')
  expect(server.requests.some(({ path, range }) => path === '/new.bin' && range !== undefined)).toBe(true)
})
