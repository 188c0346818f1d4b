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

test('on a phone the add dialog is no wider than the screen, whatever was pasted', async ({ page }) => {
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Add downloads' })
  await dialog
    .getByRole('textbox', { name: 'Links' })
    .fill(
      ['https://files.example/volume-01.zip', 'no link at all '.repeat(40), `ftp://files.example/${'x'.repeat(500)}`].join('\n'),
    )
  await expect(dialog.getByText('Line 2')).toBeVisible()
  for (const field of [...(await dialog.getByRole('textbox').all()), dialog.getByText('Line 3')]) {
    const place = await field.boundingBox()
    expect((place?.x ?? 0) + (place?.width ?? 1_000)).toBeLessThanOrEqual(380)
  }
})

test('on a phone every section of the settings is in sight', async ({ page }) => {
  await page.keyboard.press('Control+,')
  const sections = page.getByRole('tab')
  await expect(sections).toHaveCount(7)
  for (const section of await sections.all()) await expect(section).toBeInViewport({ ratio: 1 })
})

test('on a phone names of a series that differ in their end alone can be told apart', async ({ page }) => {
  const window = new StaffelWindow(page)
  await window.add(['http://127.0.0.1:9/abendgespraeche-s03e07.mp3', 'http://127.0.0.1:9/abendgespraeche-s03e08.mp3'], 'Series')
  await window.open('Series')
  for (const number of ['07', '08']) {
    const name = page.getByTitle(`abendgespraeche-s03e${number}.mp3`)
    const place = await name.locator('span').last().boundingBox()
    const cell = await name.locator('xpath=..').boundingBox()
    await expect(name.locator('span').last()).toHaveText(`s03e${number}.mp3`)
    expect((place?.x ?? 1_000) + (place?.width ?? 0)).toBeLessThanOrEqual((cell?.x ?? 0) + (cell?.width ?? 0))
  }
})
