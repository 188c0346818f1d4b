import type { Locator, Page } from '@playwright/test'
import { FaultyServer } from '../../support/faulty-server.ts'
import { expect, test } from '../fixtures.ts'

/** What the spec reads and presses, in both languages. */
const words = {
  'en-US': {
    add: 'New queue',
    name: 'Name',
    own: 'Its own number of downloads at once',
    slots: 'Downloads of this queue at once',
    create: 'Create',
    queues: 'Queues',
    default: 'Default',
    actions: (name: string) => `Actions for the queue “${name}”`,
    hold: 'Hold',
    remove: 'Delete…',
    confirm: 'Delete',
    held: 'Queue on hold',
    goes: '1 job of “Nights” goes to the queue “Default”. It keeps its place in the list.',
    moveToQueue: 'Move to queue',
    priority: 'Priority',
    highest: 'Highest',
    isHighest: 'Priority: Highest',
    movedTo: (place: number) => `Moved to place ${place}`,
    unsorted: 'Jobs can be moved only while the list is not sorted.',
    nameColumn: 'Name',
  },
  'de-DE': {
    add: 'Neue Warteschlange',
    name: 'Name',
    own: 'Eigene Anzahl gleichzeitiger Downloads',
    slots: 'Gleichzeitige Downloads dieser Warteschlange',
    create: 'Anlegen',
    queues: 'Warteschlangen',
    default: 'Standard',
    actions: (name: string) => `Aktionen für die Warteschlange „${name}“`,
    hold: 'Anhalten',
    remove: 'Löschen …',
    confirm: 'Löschen',
    held: 'Warteschlange angehalten',
    goes: '1 Auftrag aus „Nights“ kommt in die Warteschlange „Standard“. Er behält seinen Platz in der Reihe.',
    moveToQueue: 'In Warteschlange',
    priority: 'Priorität',
    highest: 'Höchste',
    isHighest: 'Priorität: Höchste',
    movedTo: (place: number) => `Verschoben auf Platz ${place}`,
    unsorted: 'Verschieben geht nur, solange die Liste nicht sortiert ist.',
    nameColumn: 'Name',
  },
} as const

let server: FaultyServer

test.beforeEach(async () => {
  server = await FaultyServer.start()
})

test.afterEach(async () => {
  await server.close()
})

const titles = ['Alpha', 'Bravo', 'Charlie', 'Delta', 'Echo']

/** Jobs of which none starts, so that nothing but the person moves them. */
async function addJobs(web: { url: string; token: string } | null, names: readonly string[] = titles): Promise<void> {
  const call = (path: string, method: string, body: object) =>
    fetch(`${web?.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${web?.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  await call('/settings', 'PATCH', { maxSlots: 0 })
  for (const title of names) await call('/jobs', 'POST', { title, urls: [server.url(`/${title}.bin`)] })
}

const rows = (page: Page) =>
  page
    .getByRole('treegrid')
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') })
const row = (page: Page, title: string) => rows(page).filter({ hasText: title })
const order = async (page: Page) => (await rows(page).allInnerTexts()).map((text) => text.trim().split(/\s/)[0] ?? '')
const expectOrder = (page: Page, expected: string) =>
  expect.poll(async () => (await order(page)).map((title) => title[0]).join('')).toBe(expected)

/** Presses on a row, moves to a height of another in steps as a hand does, and stays there. */
async function drag(page: Page, from: Locator, to: Locator, share: number): Promise<void> {
  const start = await from.boundingBox()
  const end = await to.boundingBox()
  if (start === null || end === null) throw new Error('nothing to drag')
  await page.mouse.move(start.x + 90, start.y + start.height / 2)
  await page.mouse.down()
  await page.mouse.move(start.x + 96, start.y + start.height / 2 + 6)
  await page.mouse.move(end.x + 60, end.y + end.height * share, { steps: 6 })
  await page.waitForTimeout(60)
}

for (const locale of ['en-US', 'de-DE'] as const) {
  const say = words[locale]
  test.describe(`in ${locale}`, () => {
    test.use({ locale })

    test('jobs are moved by mouse, one and several together, and Escape leaves them where they were', async ({ page, app }) => {
      await addJobs(app.web)
      await expectOrder(page, 'ABCDE')
      await drag(page, row(page, 'Delta'), row(page, 'Bravo'), 0.2)
      await page.mouse.up()
      await expectOrder(page, 'ADBCE')
      await expect(page.getByRole('status').filter({ hasText: say.movedTo(2) })).toHaveCount(1)
      await row(page, 'Alpha').click()
      await row(page, 'Bravo').click({ modifiers: ['ControlOrMeta'] })
      await drag(page, row(page, 'Bravo'), row(page, 'Echo'), 0.8)
      await page.mouse.up()
      await expectOrder(page, 'DCEAB')
      await drag(page, row(page, 'Bravo'), row(page, 'Delta'), 0.2)
      await page.keyboard.press('Escape')
      await page.mouse.up()
      await drag(page, row(page, 'Delta'), row(page, 'Bravo'), 0.8)
      await page.mouse.up()
      await expectOrder(page, 'CEABD')
    })

    test('jobs are moved by keyboard, quick presses one after the other, and a sorted list says that it cannot', async ({
      page,
      app,
    }) => {
      await addJobs(app.web)
      await expectOrder(page, 'ABCDE')
      await row(page, 'Echo').click()
      await page.keyboard.press('Alt+ArrowUp')
      await page.keyboard.press('Alt+ArrowUp')
      await expectOrder(page, 'ABECD')
      await page.keyboard.press('Alt+Home')
      await expectOrder(page, 'EABCD')
      await expect(page.getByRole('status').filter({ hasText: say.movedTo(1) })).toHaveCount(1)
      await page.keyboard.press('Alt+ArrowDown')
      await expectOrder(page, 'AEBCD')
      await page.keyboard.press('Alt+End')
      await expectOrder(page, 'ABCDE')
      await page.getByRole('columnheader', { name: say.nameColumn }).getByRole('button').click()
      await row(page, 'Echo').click()
      await page.keyboard.press('Alt+ArrowUp')
      await expect(page.getByRole('status').filter({ hasText: say.unsorted })).toHaveCount(1)
      await expectOrder(page, 'ABCDE')
    })

    test('a queue is made, gets jobs by mouse and by menu, is held, and gives its jobs back when it goes', async ({
      page,
      app,
    }) => {
      await addJobs(app.web, ['Alpha', 'Bravo'])
      await expectOrder(page, 'AB')
      await expect(page.getByRole('heading', { name: say.queues })).toHaveCount(0)
      await page.getByRole('button', { name: say.add }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('textbox', { name: say.name }).fill('Nights')
      await dialog.getByText(say.own, { exact: true }).click()
      await dialog.getByRole('textbox', { name: say.slots }).fill('2')
      await dialog.getByRole('button', { name: say.create }).click()
      await expect(page.getByRole('heading', { name: say.queues })).toBeVisible()
      const nights = page.getByRole('button', { name: /^Nights/ })
      await expect(nights).toContainText('0 / 2')

      await drag(page, row(page, 'Bravo'), nights, 0.5)
      await page.mouse.up()
      await nights.click()
      await expectOrder(page, 'B')
      await row(page, 'Bravo').click({ button: 'right' })
      await page.getByRole('menuitem', { name: say.moveToQueue }).hover()
      await page.getByRole('menuitemradio', { name: say.default }).click()
      await expect(rows(page)).toHaveCount(0)
      await page.getByRole('button', { name: new RegExp(`^${say.default}`) }).click()
      await expectOrder(page, 'AB')
      await row(page, 'Bravo').click({ button: 'right' })
      await page.getByRole('menuitem', { name: say.priority }).click()
      await page.getByRole('menuitemradio', { name: say.highest }).click()
      await expect(row(page, 'Bravo')).toContainText(say.isHighest)
      await row(page, 'Bravo').click()
      await row(page, 'Alpha').click({ modifiers: ['Shift'] })
      await drag(page, row(page, 'Alpha'), nights, 0.5)
      await page.mouse.up()
      await nights.click()
      await expectOrder(page, 'AB')
      await row(page, 'Bravo').click({ button: 'right' })
      await page.getByRole('menuitem', { name: say.moveToQueue }).click()
      await page.getByRole('menuitemradio', { name: say.default }).click()
      await expectOrder(page, 'A')

      await page.getByRole('button', { name: say.actions('Nights') }).click()
      await page.getByRole('menuitem', { name: say.hold }).click()
      await expect(row(page, 'Alpha')).toContainText(say.held)
      await page.getByRole('button', { name: say.actions('Nights') }).click()
      await page.getByRole('menuitem', { name: say.remove }).click()
      await expect(page.getByRole('alertdialog')).toContainText(say.goes)
      await page.getByRole('alertdialog').getByRole('button', { name: say.confirm, exact: true }).click()
      await expect(page.getByRole('heading', { name: say.queues })).toHaveCount(0)
      await expectOrder(page, 'AB')
      await expect(row(page, 'Alpha')).not.toContainText(say.held)
    })
  })
}
