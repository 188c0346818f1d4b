import type { Page } from '@playwright/test'
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

test('a person finishes by keyboard alone: add, watch, pause, change slots, retry, remove, settings', async ({ page }) => {
  const window = new StaffelWindow(page)
  const { keyboard } = page
  const paths = Array.from({ length: 5 }, (_, index) => `/part-${index + 1}.bin`)
  for (const path of paths) server.serve(path, { size: 900_000, bytesPerSecond: 150_000 })
  server.remove('/part-5.bin')

  await keyboard.press('Insert')
  await expect(page.getByRole('textbox', { name: 'Links' })).toBeFocused()
  await keyboard.insertText(paths.map((path) => server.url(path)).join('\n'))
  await keyboard.press('Tab')
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused()
  await keyboard.press('ControlOrMeta+a')
  await keyboard.type('By keyboard')
  await keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await expect(window.row('By keyboard')).toBeVisible()
  await tabTo(page, () => expect(window.table).toBeFocused({ timeout: 200 }))
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowRight')
  await expect(window.row('part-3.bin')).toBeVisible()
  for (let step = 0; step < 3; step += 1) await keyboard.press('ArrowDown')
  await keyboard.press('p')
  await expect(window.cell('part-3.bin', 'state')).toHaveText('Paused')
  await keyboard.press('r')
  await expect(window.cell('part-3.bin', 'state')).toHaveText(/Downloading|Waiting/)

  await keyboard.press('ControlOrMeta+,')
  await tabTo(page, () => expect(page.getByRole('textbox', { name: 'Downloads at once' })).toBeFocused({ timeout: 200 }))
  await keyboard.press('ControlOrMeta+a')
  await keyboard.type('5')
  await keyboard.press('Enter')
  await keyboard.press('Escape')
  await expect(window.slots).toContainText('/ 5')

  await expect(window.cell('part-5.bin', 'state')).toContainText('404')
  server.serve('/part-5.bin', { size: 900_000 })
  await tabTo(page, () => expect(window.table).toBeFocused({ timeout: 200 }))
  await keyboard.press('End')
  await keyboard.press('t')
  await expect(window.cell('By keyboard', 'state')).toHaveText('Finished', { timeout: 20_000 })

  await keyboard.press('Home')
  await keyboard.press('Delete')
  await keyboard.press('Enter')
  await expect(window.row('By keyboard')).toHaveCount(0)
})

/** Presses Tab until it is there, through every stop at most. */
async function tabTo(page: Page, isThere: () => Promise<void>): Promise<void> {
  for (let stops = 0; stops < 60; stops += 1) {
    try {
      await isThere()
      return
    } catch {
      await page.keyboard.press('Tab')
    }
  }
  await isThere()
}
