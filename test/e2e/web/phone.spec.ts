import { FaultyServer } from '../../support/faulty-server.ts'
import { StaffelWindow } from '../../support/window/staffel-window.ts'
import { expect, test } from '../fixtures.ts'

test.use({ viewport: { width: 380, height: 760 } })

test('on a phone every row says its state in words, and nothing is wider than the screen', async ({ page }) => {
  const server = await FaultyServer.start()
  server.serve('/slow.bin', { size: 5_000_000, bytesPerSecond: 50_000 })
  const window = new StaffelWindow(page)
  await window.add([server.url('/missing.bin'), server.url('/slow.bin')], 'On the way')
  await window.open('On the way')
  await expect(window.cell('missing.bin', 'state').getByText('404')).toBeVisible()
  await expect(window.cell('slow.bin', 'state').getByText('Downloading')).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(380)
  for (const button of await page.getByRole('toolbar').getByRole('button').all()) {
    const place = await button.boundingBox()
    expect(Math.min(place?.width ?? 0, place?.height ?? 0)).toBeGreaterThanOrEqual(40)
  }
  await server.close()
})

test('on a phone the views slide over the list, and Escape or a choice puts them away', async ({ page }) => {
  const sidebar = page.getByRole('navigation', { name: 'Views and folders' })
  await expect(sidebar).toBeHidden()
  const open = page.getByRole('button', { name: 'Views and folders' })
  await open.click()
  await expect(sidebar).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sidebar).toBeHidden()
  await open.click()
  await sidebar.getByRole('button', { name: 'Failed' }).click()
  await expect(sidebar).toBeHidden()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Failed')
})
