import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { launchWeb } from '../../support/web/launch.ts'
import { expect, test } from '../fixtures.ts'

test('the window shows itself, sandboxed, once its page can be seen', async ({ app, page }) => {
  await expect(page.getByRole('main')).toBeVisible()
  await expect
    .poll(() => app.shell?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible())))
    .toEqual([true])
})

test('a second start brings the first window to the front and ends', async ({ app, start }) => {
  await app.shell?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  // It ends before it has a window.
  await expect(start()).rejects.toThrow()
  await expect.poll(() => app.shell?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized())).toBe(false)
})

test('quitting from the menu ends with code 0', async ({ app }) => {
  const closing = app.shell?.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? []
    // Later, so that this call is answered before the process ends.
    setTimeout(() => items.find((item) => item.role === 'quit')?.click(), 50)
  })
  await closing
  expect(await app.shell?.exited).toBe(0)
})

test('closing the last window ends the program, except on macOS', async ({ app }) => {
  test.skip(process.platform === 'darwin', 'there the program stays without a window')
  await app.shell?.evaluate(({ BrowserWindow }) => {
    setTimeout(() => BrowserWindow.getAllWindows()[0]?.close(), 50)
  })
  expect(await app.shell?.exited).toBe(0)
})

test('the window opens where it was left', async ({ app, start }) => {
  await app.shell?.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 60, width: 900, height: 600 })
  })
  await app.close()
  const again = await start()
  const bounds = await again.shell?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())
  expect(bounds).toMatchObject({ width: 900, height: 600 })
})

test.describe('for a German', () => {
  test.use({ locale: 'de-DE' })

  test('the menu is in German', async ({ app }) => {
    const labels = await app.shell?.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label))
    expect(labels?.slice(-5)).toEqual(['Datei', 'Bearbeiten', 'Ansicht', 'Fenster', 'Hilfe'])
  })
})

test('a fault that nobody caught ends the program in order, with code 1 and a word about it', async ({ mode, app, folders }) => {
  test.skip(mode === 'electron', 'the real error box waits for a person')
  await app.shell?.evaluate(() => {
    setTimeout(() => {
      throw new Error('planted')
    }, 50)
  })
  expect(await app.shell?.exited).toBe(1)
  expect(await readFile(join(folders.data, 'logs', 'staffel.log'), 'utf8')).toMatch(/"level":"error".*planted/)
})

test('a data folder that another process works on is refused with code 2', async ({ mode, folders, start }) => {
  test.skip(mode === 'electron', 'the real error box waits for a person')
  const web = await launchWeb(['--data-dir', folders.data, '--download-dir', folders.downloads])
  await expect(start()).rejects.toThrow(/code 2: Staffel cannot start\n.*process \d+/)
  await web.close()
  expect(await web.exited).toBe(0)
})

test('a data folder that cannot be used is refused with code 1', async ({ mode, folders, start }) => {
  test.skip(mode === 'electron', 'the real error box waits for a person')
  await writeFile(folders.data, 'a file where the folder should be')
  await expect(start()).rejects.toThrow(/code 1: Staffel cannot start\n.*data.*cannot be used/)
})
