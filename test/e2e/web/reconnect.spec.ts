import { FaultyServer } from '../../support/faulty-server.ts'
import { launchWeb } from '../../support/web/launch.ts'
import { StaffelWindow } from '../../support/window/staffel-window.ts'
import { expect, test } from '../fixtures.ts'

test('a page whose Staffel was killed says so, comes back by itself when it runs again, and shows the truth', async ({
  app,
  page,
  folders,
}) => {
  const { web } = app
  if (web === null) throw new Error('this spec is for the web mode')
  const server = await FaultyServer.start()
  server.serve('/long.bin', { size: 2_000_000, bytesPerSecond: 400_000 })
  const window = new StaffelWindow(page)
  await window.add([server.url('/long.bin')], 'Survivor')
  await expect(window.cell('Survivor', 'progress')).toContainText(/[1-9]\d?(\.\d)?\s?%/)

  web.process().kill('SIGKILL')
  await web.exited
  await expect(page.getByText('The connection to Staffel was lost.')).toBeVisible()

  const port = new URL(web.url).port
  const again = await launchWeb(['--port', port, '--data-dir', folders.data, '--download-dir', folders.downloads])
  await expect(page.getByText('The connection to Staffel was lost.')).toBeHidden({ timeout: 10_000 })
  await expect(window.cell('Survivor', 'state')).toHaveText('Finished', { timeout: 20_000 })
  await window.row('Survivor').click()
  await page.keyboard.press('Delete')
  await expect(window.row('Survivor')).toHaveCount(0)
  await again.close()
  await server.close()
})
