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
