import type { Page } from '@playwright/test'
import { axeFindings, type Screen } from '../../support/browser/axe-findings.ts'
import { FeedServer } from '../../support/feed-server.ts'
import { episodesFrom, podcastFeed } from '../../support/podcast.ts'
import { expect, test } from '../fixtures.ts'

const showSubscriptions = (page: Page) => page.locator('#sidebar ul').first().getByRole('button').last().click()
const item = (page: Page) => page.locator('#subscriptions').getByRole('listitem')

const screens: readonly Screen[] = [
  { name: 'the subscriptions, one of them failing', show: showSubscriptions, seen: (page) => item(page).getByRole('heading') },
  {
    name: 'a new subscription',
    show: async (page) => {
      await showSubscriptions(page)
      await page.locator('#subscriptions').getByRole('button').first().click()
    },
    seen: (page) => page.getByRole('dialog').getByRole('textbox').first(),
  },
  {
    name: 'the episodes of a feed',
    show: async (page) => {
      await showSubscriptions(page)
      await item(page).getByRole('button').nth(1).click()
      await page.getByRole('grid').getByRole('row').nth(2).click()
    },
    seen: (page) => page.getByRole('grid').getByRole('row', { selected: true }),
  },
  {
    name: 'a list of feeds that is imported',
    show: async (page) => {
      await showSubscriptions(page)
      await page.locator('#subscriptions').getByRole('button').nth(1).click()
      const dialog = page.getByRole('dialog')
      const outline = (path: string) => `<outline text="A feed" xmlUrl="http://127.0.0.1:9${path}"/>`
      await dialog.getByRole('textbox').fill(`<opml version="2.0"><body>${outline('/1')}${outline('/2')}</body></opml>`)
      await page.keyboard.press('Control+Enter')
    },
    seen: (page) => page.getByRole('dialog').getByRole('listitem').last(),
  },
]

for (const locale of ['en-US', 'de-DE']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`in ${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme })

      test('axe finds nothing on the subscriptions and their dialogs', async ({ page, app }) => {
        if (app.web === null) throw new Error('this spec is for the web mode')
        const server = await FeedServer.start()
        server.set('/feed', {
          text: podcastFeed(
            'A show',
            episodesFrom(1, 3, (number) => server.url(`/${number}.mp3`)),
          ),
        })
        const headers = { authorization: `Bearer ${app.web.token}`, 'content-type': 'application/json' }
        const subscriptions = `${app.web.url}/api/v1/subscriptions`
        const body = JSON.stringify({ url: server.url('/feed'), startWith: 1 })
        const { id } = await (await fetch(subscriptions, { method: 'POST', headers, body })).json()
        server.set('/feed', 503)
        await fetch(`${subscriptions}/${id}/check`, { method: 'POST', headers })
        const findings: string[] = []
        for (const screen of screens) findings.push(...(await axeFindings(page, screen)))
        await server.close()
        expect(findings).toEqual([])
      })
    })
  }
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 380, height: 760 } })

  test('nothing on the subscriptions or among their episodes is wider than the screen', async ({ page, app }) => {
    if (app.web === null) throw new Error('this spec is for the web mode')
    const server = await FeedServer.start()
    const title = 'A show whose title goes on and on until nobody remembers how it began'
    const path = `/${'long-'.repeat(30)}feed`
    const episode = { number: 1, url: server.url('/1.mp3'), title: `${title}, with a guest` }
    server.set(path, { text: podcastFeed(title, [episode]) })
    const headers = { authorization: `Bearer ${app.web.token}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ url: server.url(path), startWith: 1 })
    await fetch(`${app.web.url}/api/v1/subscriptions`, { method: 'POST', headers, body })
    await page.getByRole('button', { name: 'Views and folders' }).click()
    await showSubscriptions(page)
    const fits = async (root: ReturnType<Page['locator']>) => {
      for (const button of await root.getByRole('button').all()) {
        const place = await button.boundingBox()
        expect((place?.x ?? 0) + (place?.width ?? 1_000)).toBeLessThanOrEqual(380)
        expect(place?.height ?? 0).toBeGreaterThanOrEqual(32)
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(380)
    }
    await expect(item(page)).toBeVisible()
    await fits(page.locator('#subscriptions'))
    await item(page).getByRole('button', { name: 'Episodes…' }).click()
    const row = page.getByRole('grid').getByRole('row').filter({ hasText: title })
    await expect(row.getByText('Added')).toBeInViewport({ ratio: 1 })
    await fits(page.getByRole('dialog'))
    await server.close()
  })
})
