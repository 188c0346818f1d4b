import { axeFindings } from '../../support/browser/axe-findings.ts'
import { FeedServer } from '../../support/web/feed-server.ts'
import { expect, test } from '../fixtures.ts'

test('a feed is looked into, subscribed to, checked, seen to fail, and unsubscribed from', async ({ page }) => {
  const feed = await FeedServer.start(3)
  await page.keyboard.press('Insert')
  const adding = page.getByRole('dialog', { name: 'Add downloads' })
  await adding.getByRole('textbox', { name: 'Links' }).fill(feed.url)
  await page.keyboard.press('Control+Enter')
  const grid = adding.getByRole('grid', { name: 'What was found' })
  await expect(grid.getByRole('row').filter({ hasText: 'Episode 3' })).toBeVisible()
  await expect(adding.getByText('Evening talks')).toBeVisible()
  await adding.getByRole('textbox', { name: 'Name files by template' }).fill('{title}.{ext}')
  await adding.getByRole('button', { name: 'Subscribe…' }).click()

  const dialog = page.getByRole('dialog', { name: 'Subscribe to a feed' })
  await expect(dialog.getByRole('textbox', { name: 'Address of the feed' })).toHaveValue(feed.url)
  await expect(dialog.getByRole('textbox', { name: 'Name files by template' })).toHaveValue('{title}.{ext}')
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Talks')
  await dialog.getByRole('button', { name: 'Subscribe', exact: true }).click()
  await expect(dialog).toHaveCount(0)

  await page.getByRole('navigation').getByRole('button', { name: 'Subscriptions' }).click()
  const item = page.getByRole('list', { name: 'Subscriptions' }).getByRole('listitem')
  await expect(item).toContainText('0 of 3 added')
  await expect(item).toContainText('All new episodes')
  feed.episodes = 5
  await item.getByRole('button', { name: 'Check now' }).click()
  await expect(item).toContainText('2 of 5 added')

  feed.isBroken = true
  await item.getByRole('button', { name: 'Check now' }).click()
  await expect(item).toContainText('404')
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
  await expect(page.getByRole('treegrid').getByRole('row').filter({ hasText: 'Talks' })).toHaveCount(1)
  await feed.close()
})

test('a feed that is there already and one that cannot be read are refused in words', async ({ page }) => {
  const feed = await FeedServer.start(1)
  await page.getByRole('navigation').getByRole('button', { name: 'Subscriptions' }).click()
  const dialog = page.getByRole('dialog', { name: 'Subscribe to a feed' })
  for (const attempt of ['first', 'second']) {
    await page.getByRole('button', { name: 'Subscribe to a feed…' }).click()
    await dialog.getByRole('textbox', { name: 'Address of the feed' }).fill(feed.url)
    await dialog.getByRole('button', { name: 'Subscribe', exact: true }).click()
    if (attempt === 'first') await expect(dialog).toHaveCount(0)
  }
  await expect(dialog.getByRole('alert')).toHaveText('You have subscribed to this feed already.')
  feed.isBroken = true
  await dialog.getByRole('textbox', { name: 'Address of the feed' }).fill(`${feed.url}?other`)
  await dialog.getByRole('button', { name: 'Subscribe', exact: true }).click()
  await expect(dialog.getByRole('alert')).not.toHaveText('You have subscribed to this feed already.')
  await feed.close()
})

for (const locale of ['en-US', 'de-DE']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`in ${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme })

      test('axe finds nothing on the subscriptions and their dialog', async ({ page, app }) => {
        const feed = await FeedServer.start(2)
        if (app.web === null) throw new Error('this spec is for the web mode')
        const headers = { authorization: `Bearer ${app.web.token}`, 'content-type': 'application/json' }
        const body = JSON.stringify({ url: feed.url })
        await fetch(`${app.web.url}/api/v1/subscriptions`, { method: 'POST', headers, body })
        const show = () => page.locator('#sidebar ul').first().getByRole('button').last().click()
        const findings = [
          ...(await axeFindings(page, {
            name: 'the subscriptions',
            show,
            seen: () => page.locator('#subscriptions').getByRole('listitem').getByRole('heading'),
          })),
          ...(await axeFindings(page, {
            name: 'a subscription',
            show: async () => {
              await show()
              await page.locator('#subscriptions').getByRole('button').first().click()
            },
            seen: () => page.getByRole('dialog').getByRole('textbox').first(),
          })),
        ]
        await feed.close()
        expect(findings).toEqual([])
      })
    })
  }
}
