import { FaultyServer } from '../../support/faulty-server.ts'
import { StaffelWindow } from '../../support/window/staffel-window.ts'
import { chooseWhenFinished } from '../../support/window/when-finished.ts'
import { expect, test } from '../fixtures.ts'

let server: FaultyServer

test.beforeEach(async () => {
  server = await FaultyServer.start()
})

test.afterEach(async () => {
  await server.close()
})

test('a countdown is called off in the window, and quitting is one', async ({ page, app }) => {
  server.serve('/one.bin', { size: 1_000 })
  await chooseWhenFinished(page, 'Quit Staffel')
  await new StaffelWindow(page).add([server.url('/one.bin')], 'One')
  const countdown = page.getByRole('alertdialog', { name: 'All downloads are finished' })
  await countdown.getByRole('button', { name: 'Cancel' }).last().click()
  await expect(countdown).toHaveCount(0)
  await expect(page.getByText('Staffel quits once everything is finished.')).toHaveCount(0)
  expect(app.shell?.process().exitCode).toBeNull()
})

test('while the machine sleeps nothing is asked for, and after that everything goes on where it was, without an attempt', async ({
  page,
  app,
}) => {
  const window = new StaffelWindow(page)
  server.serve('/long.bin', { size: 3_000_000, bytesPerSecond: 600_000 })
  await window.add([server.url('/long.bin')], 'Long')
  await expect.poll(() => server.bytesSent()).toBeGreaterThan(500_000)
  await app.shell?.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'))
  await expect.poll(() => server.openAnswers()).toBe(0)
  const before = server.requests.length
  await page.waitForTimeout(500)
  expect(server.requests).toHaveLength(before)
  await app.shell?.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))
  await expect.poll(() => server.requests.length).toBeGreaterThan(before)
  expect(server.requests.slice(before).every(({ range }) => (range?.start ?? 0) > 0)).toBe(true)
  await expect(window.cell('Long', 'state')).toHaveText('Finished', { timeout: 15_000 })
})
