import type { Page } from '@playwright/test'
import type { Staffel } from '../support/staffel.ts'
import { StaffelWindow } from '../support/window/staffel-window.ts'

/** Opens the window in a browser; milliseconds from the request for the page to the row of this job. */
export async function firstRowsMs(page: Page, staffel: Staffel, title: string): Promise<number> {
  await page.goto(`${staffel.url}/?token=${encodeURIComponent(staffel.token)}`, { waitUntil: 'commit' })
  await new StaffelWindow(page).row(title).first().waitFor()
  // Taken in the page, so that looking for the row from outside counts for nothing.
  return page.evaluate(() => performance.now())
}
