import type { Page } from '@playwright/test'
import { FaultyServer } from '../../support/faulty-server.ts'
import { StaffelWindow } from '../../support/window/staffel-window.ts'
import { expect, test } from '../fixtures.ts'

/** Long enough for the numbers to get and lose digits, for units to change and for episodes to finish and start. */
const activityMs = 12_000

test('nothing on the screen moves while numbers run', async ({ page }) => {
  const server = await FaultyServer.start()
  const window = new StaffelWindow(page)
  const paths = Array.from({ length: 12 }, (_, index) => `/volume-${index + 1}.bin`)
  for (const path of paths) server.serve(path, { size: 600_000, bytesPerSecond: 60_000 })
  await window.add(
    paths.map((path) => server.url(path)),
    'Busy',
  )
  await window.open('Busy')
  await window.row('Busy').click()
  await page.keyboard.press('i')
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('Time left')

  await watchShifts(page)
  await page.waitForTimeout(activityMs)
  expect(await shifts(page)).toEqual([])
  await expect(window.cell('Busy', 'progress')).not.toContainText('0/12')
  await server.close()
})

interface WatchingWindow extends Window {
  shifts?: string[]
}

async function watchShifts(page: Page): Promise<void> {
  await page.evaluate(() => {
    const found: string[] = []
    const watching: WatchingWindow = window
    watching.shifts = found
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) found.push(JSON.stringify(entry))
    }).observe({ type: 'layout-shift' })
  })
}

function shifts(page: Page): Promise<string[] | undefined> {
  return page.evaluate(() => {
    const watching: WatchingWindow = window
    return watching.shifts
  })
}
