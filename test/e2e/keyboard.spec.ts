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

test('a person does it all by keyboard alone: adds, pauses, changes slots, retries, finds, opens a folder, turns to German', async ({
  app,
  page,
  folders,
}) => {
  await app.shell?.evaluate(({ shell }) => {
    const asked: string[] = []
    Object.assign(globalThis, { asked })
    shell.openPath = async (path) => {
      asked.push(path)
      return ''
    }
  })
  const window = new StaffelWindow(page)
  const { keyboard } = page
  const paths = Array.from({ length: 12 }, (_, index) => `/part-${String(index + 1).padStart(2, '0')}.bin`)
  for (const path of paths) server.serve(path, { size: 300_000, bytesPerSecond: 100_000 })
  server.remove('/part-12.bin')

  await keyboard.press('Insert')
  await expect(page.getByRole('textbox', { name: 'Links' })).toBeFocused()
  await keyboard.insertText(paths.map((path) => server.url(path)).join('\n'))
  await keyboard.press('Tab')
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused()
  await keyboard.press('ControlOrMeta+a')
  await keyboard.type('By keyboard')
  // Nobody presses Enter before the links are counted.
  await expect(page.getByRole('button', { name: 'Add 12 downloads' })).toBeEnabled()
  await keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await expect(window.row('By keyboard')).toBeVisible()
  await tabTo(page, () => expect(window.table).toBeFocused({ timeout: 200 }))
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowRight')
  await expect(window.row('part-04.bin')).toBeVisible()
  for (let step = 0; step < 4; step += 1) await keyboard.press('ArrowDown')
  await keyboard.press('p')
  await expect(window.cell('part-04.bin', 'state')).toHaveText('Paused')

  await keyboard.press('ControlOrMeta+,')
  await tabTo(page, () => expect(page.getByRole('textbox', { name: 'Downloads at once' })).toBeFocused({ timeout: 200 }))
  await keyboard.press('ControlOrMeta+a')
  await keyboard.type('5')
  await keyboard.press('Enter')
  await keyboard.press('Escape')
  await expect(window.slots).toContainText('/ 5')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await expect(window.cell('part-12.bin', 'state')).toContainText('404', { timeout: 20_000 })
  await expect(window.cell('part-04.bin', 'state')).toHaveText('Paused')
  server.serve('/part-12.bin', { size: 300_000 })
  await tabTo(page, () => expect(window.table).toBeFocused({ timeout: 200 }))
  await keyboard.press('r')
  await keyboard.press('End')
  await keyboard.press('t')
  await expect(window.cell('By keyboard', 'state')).toHaveText('Finished', { timeout: 20_000 })

  await keyboard.press('ControlOrMeta+f')
  await keyboard.type('state:finished keyboard')
  await expect(page.getByRole('status').filter({ hasText: '1 result' })).toBeAttached()
  await tabTo(page, () => expect(window.table).toBeFocused({ timeout: 200 }))
  await keyboard.press('Home')
  await expect(window.row('By keyboard')).toHaveAttribute('aria-selected', 'true')
  if (app.shell !== null) {
    await command(page, 'show in folder', 'Show in folder')
    const { shell } = app
    const asked = () => shell.evaluate(() => (globalThis as { asked?: string[] }).asked)
    await expect.poll(asked).toEqual([folders.downloads])
  }

  await command(page, 'deutsch', 'Language: Deutsch')
  await expect(page.getByRole('button', { name: 'Hinzufügen', exact: true })).toBeVisible()
  await expect(page.getByRole('treegrid', { name: 'Downloads' }).getByRole('row', { name: /By keyboard/ })).toContainText(
    'Fertig',
  )
})

test('what is removed by keyboard is gone at once, and the same keyboard brings it back', async ({ page }) => {
  server.serve('/one.bin', { size: 1_000 })
  const window = new StaffelWindow(page)
  await window.add([server.url('/one.bin')], 'Removed')
  await expect(window.cell('Removed', 'state')).toHaveText('Finished')
  await tabTo(page, () => expect(window.table).toBeFocused({ timeout: 200 }))
  await page.keyboard.press('Home')
  await page.keyboard.press('Delete')
  await expect(window.row('Removed')).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(window.cell('Removed', 'state')).toHaveText('Finished')
})

/** Has something done by the palette. */
async function command(page: Page, words: string, option: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('dialog').getByRole('searchbox')).toBeFocused()
  await page.keyboard.type(words)
  await expect(page.getByRole('option', { name: option }).first()).toHaveAttribute('data-focused', 'true')
  await page.keyboard.press('Enter')
}

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
