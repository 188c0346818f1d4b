import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { leave, open, type Screen } from '../screens/screen.ts'

/** What axe finds on a screen, one sentence each; goes back to the list afterwards. */
export async function axeFindings(page: Page, screen: Screen): Promise<string[]> {
  await open(page, screen)
  const findings = await axeLook(page)
  await leave(page, screen)
  return findings.map((finding) => `${screen.name}: ${finding}`)
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
