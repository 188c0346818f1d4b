import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'

/** A state of the window that axe looks at. */
export interface Screen {
  readonly name: string
  /** How the keyboard gets there from the list. */
  readonly show: (page: Page) => Promise<void>
  /** What is to be seen then. */
  readonly seen: (page: Page) => Locator
}

/** What axe finds on a screen, one sentence each; goes back to the list afterwards. */
export async function axeFindings(page: Page, { name, show, seen }: Screen): Promise<string[]> {
  await show(page)
  await expect(seen(page), name).toBeVisible()
  const findings = await axeLook(page)
  const above = page.locator('[role=dialog], [role=menu]')
  // What closes gives the focus back to what stood below it, and only then the next key is for that.
  for (let left = await above.count(); left > 0; left--) {
    await expect(page.locator(':focus'), `after ${name}`).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect.poll(() => above.count(), { message: `after ${name}` }).toBeLessThan(left)
  }
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  return findings.map((finding) => `${name}: ${finding}`)
}

/** What axe finds on what is shown now, one sentence each. */
export async function axeLook(page: Page): Promise<string[]> {
  await throughWithMotion(page)
  // The window has no frames; without that mode each look opens a page of its own beside it.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.html.slice(0, 160)}`))
}

/** Milliseconds; what takes longer counts something down, or moves for ever. */
const longestMotion = 2_000

/** Waits for what fades in, which has its colours only when it is through. */
export async function throughWithMotion(page: Page): Promise<void> {
  await page.evaluate(async (longest) => {
    const fading = document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().endTime ?? 0) <= longest)
    await Promise.allSettled(fading.map(({ finished }) => finished))
  }, longestMotion)
}
