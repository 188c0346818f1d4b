import type { Page } from '@playwright/test'
import type { FeedServer } from '../feed-server.ts'
import { episodesFrom, podcastFeed } from '../podcast.ts'
import { type Screen, type Served, sender, showSidebar } from './screen.ts'

/** The page of the subscriptions. */
export async function showSubscriptions(page: Page): Promise<void> {
  await showSidebar(page)
  await page.locator('#sidebar ul').first().getByRole('button').last().click()
}

/** What is subscribed to. */
export const subscriptionItems = (page: Page) => page.locator('#subscriptions').getByRole('listitem')

/** The page and its dialogs. */
export const subscriptionScreens: readonly Screen[] = [
  {
    name: 'the subscriptions, one of them failing',
    show: showSubscriptions,
    seen: (page) => subscriptionItems(page).getByRole('heading'),
  },
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
      await subscriptionItems(page).getByRole('button').nth(1).click()
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

/** Regular expressions of the person's own names that are to be seen on them. */
export const subscriptionNames = ['A show', 'A feed', 'Episode \\d'] as const

/** A subscription that has an episode, and a server that fails at the second check. */
export async function fillSubscriptions(web: Served, server: FeedServer): Promise<void> {
  const episodes = episodesFrom(1, 3, (number) => server.url(`/${number}.mp3`))
  server.set('/feed', { text: podcastFeed('A show', episodes) })
  const send = sender(web)
  const { id } = await send('/subscriptions', { url: server.url('/feed'), startWith: 1 })
  server.set('/feed', 503)
  await send(`/subscriptions/${id}/check`)
}
