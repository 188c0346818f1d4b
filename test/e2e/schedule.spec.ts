import type { Page } from '@playwright/test'
import { FaultyServer } from '../support/faulty-server.ts'
import { StaffelWindow } from '../support/window/staffel-window.ts'
import { expect, test } from './fixtures.ts'

const words = {
  'en-US': {
    settings: 'Settings',
    tab: 'Schedule',
    follow: 'Follow a weekly schedule',
    grid: 'Hours of the week',
    inWords: 'In words',
    limited: 'Limited',
    always: 'Always: Full speed',
    cell: (day: string, from: string, to: string) => new RegExp(`^${day}, ${from} to ${to}: `),
    monday: 'Monday',
    nine: '9:00 AM',
    ten: '10:00 AM',
    noon: '12:00 PM',
    one: '1:00 PM',
    painted: 'Mon, Tue, 9:00 AM to 1:00 PM: Paused',
    limitedSunday: 'Sun, all day: At most 1 MB/s',
    firstDay: 'Sunday',
    sunday: 'Sunday',
  },
  'de-DE': {
    settings: 'Einstellungen',
    tab: 'Zeitplan',
    follow: 'Einem Wochenplan folgen',
    grid: 'Stunden der Woche',
    inWords: 'In Worten',
    limited: 'Begrenzt',
    always: 'Immer: Volles Tempo',
    cell: (day: string, from: string, to: string) => new RegExp(`^${day}, ${from} bis ${to}: `),
    monday: 'Montag',
    nine: '09:00',
    ten: '10:00',
    noon: '12:00',
    one: '13:00',
    painted: 'Mo, Di, 09:00 bis 13:00: Pause',
    limitedSunday: 'So, ganztägig: Höchstens 1 MB/s',
    firstDay: 'Montag',
    sunday: 'Sonntag',
  },
} as const

for (const locale of ['en-US', 'de-DE'] as const) {
  const said = words[locale]
  const open = async (page: Page) => {
    await page.keyboard.press('Control+,')
    const dialog = page.getByRole('dialog', { name: said.settings })
    await dialog.getByRole('tab', { name: said.tab }).click()
    return {
      dialog,
      grid: dialog.getByRole('grid', { name: said.grid }),
      inWords: dialog.getByRole('list', { name: said.inWords }),
    }
  }

  test.describe(`in ${locale}`, () => {
    test.use({ locale })

    test('a week is painted with the pointer and by keyboard, is said in words, and is there again after a reload', async ({
      page,
    }) => {
      const { dialog, grid, inWords } = await open(page)
      await expect(grid).toHaveCount(0)
      await dialog.getByText(said.follow).click()
      await expect(inWords.getByRole('listitem')).toHaveText([said.always])
      await expect(grid.getByRole('rowheader').first()).toHaveAccessibleName(said.firstDay)

      const from = grid.getByRole('gridcell', { name: said.cell(said.monday, said.nine, said.ten) })
      const to = await grid
        .getByRole('gridcell', { name: new RegExp(`, ${said.noon} `) })
        .nth(locale === 'de-DE' ? 1 : 2)
        .boundingBox()
      await from.hover()
      await page.mouse.down()
      await page.mouse.move((to?.x ?? 0) + 8, (to?.y ?? 0) + 8, { steps: 4 })
      await page.mouse.up()
      await expect(inWords).toContainText(said.painted)

      await dialog.getByRole('radio', { name: said.limited }).press('Space')
      await grid.getByRole('rowheader', { name: said.sunday }).focus()
      await page.keyboard.press('Space')
      await expect(inWords).toContainText(said.limitedSunday)

      await page.reload()
      await page.getByRole('main').waitFor()
      const again = await open(page)
      await expect(again.inWords.getByRole('listitem')).toHaveCount(3)
      await expect(again.inWords).toContainText(said.painted)
    })
  })
}

test('a closed window says until when, and one press downloads all the same', async ({ page }) => {
  const server = await FaultyServer.start()
  server.serve('/long.bin', { size: 5_000_000, bytesPerSecond: 200_000 })
  await new StaffelWindow(page).add([server.url('/long.bin')], 'Long')
  await expect.poll(() => server.openAnswers()).toBeGreaterThan(0)

  await page.keyboard.press('Control+,')
  const dialog = page.getByRole('dialog', { name: 'Settings' })
  await dialog.getByRole('tab', { name: 'Schedule' }).click()
  await dialog.getByText('Follow a weekly schedule').click()
  const wholeWeek = dialog.getByRole('columnheader', { name: 'Whole week' })
  await wholeWeek.focus()
  await page.keyboard.press('Space')
  // One hour of tomorrow stays open, so that there is a time to wait for.
  await dialog.getByRole('radio', { name: 'Full speed' }).press('Space')
  await dialog
    .getByRole('grid')
    .getByRole('gridcell')
    .nth(((new Date().getDay() + 1) % 7) * 24 + 12)
    .click()
  await page.keyboard.press('Escape')

  await expect(page.getByText(/^The schedule pauses downloads until .*12:00 PM\.$/)).toBeVisible()
  await expect(page.getByRole('treegrid')).toContainText('Scheduled ')
  await expect(page.getByRole('contentinfo')).toContainText('paused by the schedule until')
  await expect.poll(() => server.openAnswers()).toBe(0)
  await page.getByRole('button', { name: 'Download anyway' }).click()
  await expect.poll(() => server.openAnswers()).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Follow the schedule' }).click()
  await expect.poll(() => server.openAnswers()).toBe(0)
  await server.close()
})

test('a queue keeps to hours of its own, says so in the sidebar, and can be let go all the same', async ({ page }) => {
  const server = await FaultyServer.start()
  server.serve('/night.bin', { size: 5_000_000, bytesPerSecond: 200_000 })
  const sidebar = page.getByRole('navigation', { name: 'Views and folders' })
  await sidebar.getByRole('button', { name: 'New queue' }).click()
  const dialog = page.getByRole('dialog', { name: 'New queue' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Nights')
  await dialog.getByText('Only at certain hours').click()
  await dialog.getByRole('columnheader', { name: 'Whole week' }).focus()
  await page.keyboard.press('Space')
  await dialog.getByRole('radio', { name: 'Full speed' }).press('Space')
  await dialog
    .getByRole('grid')
    .getByRole('gridcell')
    .nth(((new Date().getDay() + 1) % 7) * 24 + 12)
    .click()
  await expect(dialog.getByRole('list', { name: 'In words' })).toHaveText(/12:00 PM to 1:00 PM: Full speed\s*Otherwise: Paused$/)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(dialog).toHaveCount(0)

  const nights = sidebar.getByRole('listitem').filter({ hasText: 'Nights' })
  await expect(nights).toContainText('Scheduled ')
  await nights.getByRole('button', { name: 'Nights', exact: false }).first().click()
  await new StaffelWindow(page).add([server.url('/night.bin')], 'By night')
  const row = page.getByRole('treegrid').getByRole('row').filter({ hasText: 'By night' })
  await expect(row).toContainText('Scheduled ')
  expect(server.requests).toEqual([])

  await nights.getByRole('button', { name: 'Actions for the queue “Nights”' }).click()
  await page.getByRole('menuitem', { name: 'Download anyway' }).click()
  await expect.poll(() => server.openAnswers()).toBeGreaterThan(0)
  await expect(row).toContainText('Downloading')
  await nights.getByRole('button', { name: 'Actions for the queue “Nights”' }).click()
  await page.getByRole('menuitem', { name: 'Follow the schedule' }).click()
  await expect.poll(() => server.openAnswers()).toBe(0)
  await expect(row).toContainText('Scheduled ')
  await server.close()
})
