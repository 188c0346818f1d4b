import type { Page } from '@playwright/test'
import { axeFindings } from '../../support/browser/axe-findings.ts'
import { FeedServer } from '../../support/feed-server.ts'
import { podcastFeed } from '../../support/podcast.ts'
import { sender } from '../../support/screens/screen.ts'
import {
  fillSubscriptions,
  showSubscriptions,
  subscriptionItems,
  subscriptionScreens,
} from '../../support/screens/subscription-screens.ts'
import { expect, test } from '../fixtures.ts'

for (const locale of ['en-US', 'de-DE']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`in ${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme })

      test('axe finds nothing on the subscriptions and their dialogs', async ({ page, app }) => {
        const server = await FeedServer.start()
        await fillSubscriptions(app.web, server)
        const findings: string[] = []
        for (const screen of subscriptionScreens) findings.push(...(await axeFindings(page, screen)))
        await server.close()
        expect(findings).toEqual([])
      })
    })
  }
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 380, height: 760 } })

  test('nothing on the subscriptions or among their episodes is wider than the screen', async ({ page, app }) => {
    const server = await FeedServer.start()
    const title = 'A show whose title goes on and on until nobody remembers how it began'
    const path = `/${'long-'.repeat(30)}feed`
    const episode = { number: 1, url: server.url('/1.mp3'), title: `${title}, with a guest` }
    server.set(path, { text: podcastFeed(title, [episode]) })
    await sender(app.web)('/subscriptions', { url: server.url(path), startWith: 1 })
    await showSubscriptions(page)
    const fits = async (root: ReturnType<Page['locator']>) => {
      for (const button of await root.getByRole('button').all()) {
        const place = await button.boundingBox()
        expect((place?.x ?? 0) + (place?.width ?? 1_000)).toBeLessThanOrEqual(380)
        expect(place?.height ?? 0).toBeGreaterThanOrEqual(32)
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(380)
    }
    await expect(subscriptionItems(page)).toBeVisible()
    await fits(page.locator('#subscriptions'))
    await subscriptionItems(page).getByRole('button', { name: 'Episodes…' }).click()
    const row = page.getByRole('grid').getByRole('row').filter({ hasText: title })
    await expect(row.getByText('Added')).toBeInViewport({ ratio: 1 })
    await fits(page.getByRole('dialog'))
    await server.close()
  })
})
