import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { FeedServer } from '../support/feed-server.ts'
import { episodesFrom, podcastFeed } from '../support/podcast.ts'
import { StaffelWindow } from '../support/window/staffel-window.ts'
import { expect, test } from './fixtures.ts'

/** A server with a podcast of so many episodes. */
async function podcastServer(episodes: number) {
  const server = await FeedServer.start()
  const has = (last: number, path = '/podcast.xml') =>
    server.set(path, {
      text: podcastFeed(
        'Evening talks',
        episodesFrom(1, last, (number) => server.url(`/files/${number}.mp3`)),
      ),
    })
  has(episodes)
  return { server, has, url: server.url('/podcast.xml') }
}

const showSubscriptions = (page: Page) => page.getByRole('navigation').getByRole('button', { name: 'Subscriptions' }).click()
const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Subscribe to a feed' })
const episodesOf = (page: Page) => page.getByRole('dialog', { name: /^Episodes of/ })
const check = (item: Locator) => item.getByRole('button', { name: 'Check now' }).click()

test('a feed is looked into, subscribed to, checked, seen to fail, and unsubscribed from', async ({ page }) => {
  const { server, has, url } = await podcastServer(3)
  await page.keyboard.press('Insert')
  const adding = page.getByRole('dialog', { name: 'Add downloads' })
  await adding.getByRole('textbox', { name: 'Links' }).fill(url)
  await page.keyboard.press('Control+Enter')
  const grid = adding.getByRole('grid', { name: 'What was found' })
  await expect(grid.getByRole('row').filter({ hasText: 'Episode 3' })).toBeVisible()
  await expect(adding.getByText('Evening talks')).toBeVisible()
  await adding.getByRole('textbox', { name: 'Name files by template' }).fill('{title}.{ext}')
  await adding.getByRole('button', { name: 'Subscribe…' }).click()

  const dialog = dialogOf(page)
  await expect(dialog.getByRole('textbox', { name: 'Address of the feed' })).toHaveValue(url)
  await expect(dialog.getByRole('textbox', { name: 'Name files by template' })).toHaveValue('{title}.{ext}')
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Talks')
  await dialog.getByRole('button', { name: 'Subscribe', exact: true }).click()
  await expect(dialog).toHaveCount(0)

  await showSubscriptions(page)
  const item = page.getByRole('listitem', { name: 'Talks' })
  await expect(item).toContainText('0 of 3 added')
  await expect(item).toContainText('All new episodes')
  has(5)
  await check(item)
  await expect(item).toContainText('2 of 5 added')

  server.set('/podcast.xml', 404)
  await check(item)
  await expect(item.getByRole('status')).toHaveText('Check failed')
  await expect(item).toContainText('does not have this feed (404)')
  await item.getByRole('button', { name: 'Pause' }).click()
  await expect(item).toContainText('not by itself')

  await item.getByRole('button', { name: 'Change…' }).click()
  const changing = page.getByRole('dialog', { name: 'Change subscription' })
  await changing.getByRole('textbox', { name: 'At most the newest' }).fill('2')
  await changing.getByRole('button', { name: 'Save' }).click()
  await expect(item).toContainText('only the newest 2')

  await item.getByRole('button', { name: 'Unsubscribe' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Unsubscribe' }).click()
  await expect(page.getByRole('heading', { name: 'No subscriptions' })).toBeVisible()
  await page.getByRole('navigation').getByRole('button', { name: 'All' }).click()
  await expect(new StaffelWindow(page).row('Talks')).toHaveCount(1)
  await server.close()
})

test('a feed that is there already and one that cannot be read are refused in words', async ({ page }) => {
  const { server, url } = await podcastServer(1)
  await showSubscriptions(page)
  const dialog = dialogOf(page)
  for (const attempt of ['first', 'second']) {
    await page.getByRole('button', { name: 'Subscribe to a feed…' }).click()
    await dialog.getByRole('textbox', { name: 'Address of the feed' }).fill(url)
    await dialog.getByRole('button', { name: 'Subscribe', exact: true }).click()
    if (attempt === 'first') await expect(dialog).toHaveCount(0)
  }
  await expect(dialog.getByRole('alert')).toHaveText('You have subscribed to this feed already.')
  server.set('/other.xml', 404)
  await dialog.getByRole('textbox', { name: 'Address of the feed' }).fill(server.url('/other.xml'))
  await dialog.getByRole('button', { name: 'Subscribe', exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText('404')
  await server.close()
})

test('of a podcast of 300 the newest 10 come, then exactly the 3 new ones, through a move, a fault, its return and its end', async ({
  page,
  folders,
}) => {
  const { server, has, url } = await podcastServer(300)
  const files = async () => (await readdir(join(folders.downloads, 'talks'))).filter((name) => !name.endsWith('.part')).sort()
  const named = (first: number, last: number) =>
    episodesFrom(first, last, String).map(({ number }) => `S01E${number} Episode ${number}.mp3`)

  await showSubscriptions(page)
  await page.getByRole('button', { name: 'Subscribe to a feed…' }).click()
  const dialog = dialogOf(page)
  await dialog.getByRole('textbox', { name: 'Address of the feed' }).fill(url)
  await dialog.getByRole('button', { name: 'Of the episodes already there' }).click()
  await page.getByRole('option', { name: 'the newest 10 episodes' }).click()
  await dialog.getByRole('textbox', { name: 'Folder' }).fill('talks')
  await dialog.getByRole('textbox', { name: 'Name files by template' }).fill('S{season:02}E{episode:03} {title}.{ext}')
  await dialog.getByRole('button', { name: 'Subscribe', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  const item = page.getByRole('listitem', { name: 'Evening talks' })
  await expect(item).toContainText('10 of 300 added')
  await expect.poll(files).toEqual(named(291, 300))

  has(303, '/new/podcast.xml')
  server.set('/podcast.xml', { movedTo: server.url('/new/podcast.xml'), status: 301 })
  await check(item)
  await expect(item).toContainText('13 of 303 added')
  await expect(item).toContainText(`before that: ${url}`)
  await expect.poll(files).toEqual(named(291, 303))

  server.set('/new/podcast.xml', 503)
  await check(item)
  await expect(item.getByRole('status')).toHaveText('Check failed')
  await expect(item).toContainText('has a fault (503)')
  await check(item)
  await expect(item).toContainText('2 checks in a row have failed')

  has(304, '/new/podcast.xml')
  await check(item)
  await expect(item.getByRole('status')).toHaveText('Active')
  await expect(item).not.toContainText('has a fault')
  await expect.poll(files).toEqual(named(291, 304))

  server.set('/new/podcast.xml', 410)
  await check(item)
  await expect(item.getByRole('status')).toHaveText('Gone for good')
  await expect(item).toContainText('removed for good (410)')
  await expect(item).toContainText('not by itself')
  expect(await files()).toEqual(named(291, 304))
  await server.close()
})

test('by keyboard the episodes that were left out are found and added, and the way leads to their job and back', async ({
  page,
}) => {
  const { server, url } = await podcastServer(120)
  await new StaffelWindow(page).add([server.url('/files/other.mp3')], 'Another job')
  await showSubscriptions(page)
  await page.getByRole('button', { name: 'Subscribe to a feed…' }).click()
  await dialogOf(page).getByRole('textbox', { name: 'Address of the feed' }).fill(url)
  await page.keyboard.press('Enter')
  await expect(dialogOf(page)).toHaveCount(0)
  const item = page.getByRole('listitem', { name: 'Evening talks' })
  await expect(item.getByRole('button', { name: 'Show job' })).toHaveCount(0)

  await item.getByRole('button', { name: 'Episodes…' }).press('Enter')
  const dialog = episodesOf(page)
  const grid = dialog.getByRole('grid', { name: 'Episodes of the feed' })
  await expect(grid).toHaveAttribute('aria-rowcount', '121')
  expect(await grid.getByRole('row').count()).toBeLessThan(60)
  await grid.focus()
  await page.keyboard.press('End')
  await expect(grid.getByRole('row').filter({ hasText: 'Episode 1' }).last()).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Search' }).fill('episode 19')
  await expect(grid).toHaveAttribute('aria-rowcount', '3')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeVisible()
  await grid.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Space')
  await page.keyboard.press('Shift+End')
  await expect(dialog.getByRole('status')).toHaveText('2 selected · 2.00 kB')
  await page.keyboard.press('Control+Enter')
  await expect(dialog.getByRole('status')).toHaveText('2 episodes added')
  await expect(grid.getByRole('row').filter({ hasText: 'Added' })).toHaveCount(2)

  await dialog.getByRole('radio', { name: 'Missing' }).check({ force: true })
  await expect(dialog.getByRole('heading', { name: 'No matches' })).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Search' }).fill('')
  await expect(grid).toHaveAttribute('aria-rowcount', '119')
  await dialog.getByRole('button', { name: 'Show job' }).press('Enter')
  const window = new StaffelWindow(page)
  await expect(window.row('Evening talks')).toHaveAttribute('aria-selected', 'true')
  await expect(window.table).toBeFocused()

  await page.keyboard.press('i')
  const details = page.getByRole('complementary', { name: 'Details' })
  await details.getByRole('button', { name: 'Evening talks' }).press('Enter')
  await expect(item.getByRole('heading')).toBeFocused()
  await expect(item).toContainText('2 of 120 added')
  await server.close()
})

test('subscriptions go to another program and come from one as a list, and what cannot be read of it is told', async ({
  page,
}) => {
  const { server, url } = await podcastServer(3)
  const titled = (title: string, path: string) => `<outline type="rss" text="${title}" xmlUrl="${server.url(path)}"/>`
  server.set('/second.xml', {
    text: podcastFeed(
      'Second',
      episodesFrom(1, 2, (number) => server.url(`/files/${number}.mp3`)),
    ),
  })
  server.set('/missing.xml', 404)
  await showSubscriptions(page)
  await page.getByRole('button', { name: 'Import…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import subscriptions' })
  const list = dialog.getByRole('list', { name: 'Feeds of the list' })
  await dialog.getByRole('textbox', { name: 'List from another program (OPML)' }).fill('no list at all')
  await dialog.getByRole('button', { name: 'Read list' }).click()
  await expect(dialog.getByRole('alert')).not.toBeEmpty()
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'feeds.opml',
    mimeType: 'text/x-opml',
    buffer: Buffer.from(
      `<opml version="1.0"><body><outline text="Folder">${titled('Talks', '/podcast.xml')}${titled('Other', '/second.xml')}</outline>
       ${titled('Left out', '/left-out.xml')}${titled('Gone', '/missing.xml')}<outline xmlUrl="file:///etc/passwd"/></body></opml>`,
    ),
  })
  await dialog.getByRole('button', { name: 'Read list' }).click()
  await expect(dialog.getByRole('status')).toHaveText('4 feeds · 1 skipped')
  await list.getByText('Left out').click()
  await dialog.getByRole('button', { name: 'Subscribe to 3 feeds' }).click()
  await expect(dialog.getByRole('status')).toHaveText('2 subscribed · 1 not readable')
  await expect(list.getByRole('listitem').filter({ hasText: 'Gone' })).toContainText('does not have this feed (404)')
  expect(server.times('/left-out.xml')).toBe(0)
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('listitem', { name: 'Talks' })).toContainText('0 of 3 added')
  await expect(page.getByRole('listitem', { name: 'Other' })).toBeVisible()
  await server.close()

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const opml = await readFile(await (await download).path(), 'utf8')
  expect(opml).toContain(`xmlUrl="${url}"`)
  expect(opml).toContain('text="Other"')
})
