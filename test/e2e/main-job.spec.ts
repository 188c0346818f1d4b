import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FaultyServer } from '../support/faulty-server.ts'
import { StaffelWindow } from '../support/window/staffel-window.ts'
import { expect, test } from './fixtures.ts'

let server: FaultyServer

test.beforeEach(async () => {
  server = await FaultyServer.start()
})

test.afterEach(async () => {
  await server.close()
})

const volumes = (count: number, bytesPerSecond: number, size = 1_500_000) =>
  Array.from({ length: count }, (_, index) => {
    const path = `/volume-${String(index + 1).padStart(2, '0')}.bin`
    server.serve(path, { size, seed: index + 1, bytesPerSecond })
    return path
  })

test('downloads are added, watched, paused and resumed singly, and their slots changed, in the window', async ({
  page,
  folders,
}) => {
  const window = new StaffelWindow(page)
  const paths = volumes(6, 300_000)
  await window.add(
    paths.map((path) => server.url(path)),
    'Six volumes',
  )
  await expect(window.cell('Six volumes', 'state')).toHaveText('Downloading')
  await expect(window.slots).toContainText('3 / 3')
  await window.open('Six volumes')
  await expect(window.cell('volume-01.bin', 'progress')).toContainText(/[1-9]\d?(\.\d)?\s?%/)
  await expect(window.cell('volume-04.bin', 'state')).toHaveText('Waiting for a slot')

  await window.row('volume-02.bin').click()
  await page.getByRole('toolbar').getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(window.cell('volume-02.bin', 'state')).toHaveText('Paused')
  await expect(window.cell('volume-01.bin', 'state')).toHaveText('Downloading')
  await expect.poll(() => server.openAnswers('/volume-02.bin')).toBe(0)

  await page.getByRole('button', { name: 'Settings' }).click()
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('textbox', { name: 'Downloads at once' }).fill('5')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(window.slots).toContainText('/ 5')
  await expect(window.cell('volume-06.bin', 'state')).toHaveText('Downloading')

  await window.row('volume-02.bin').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Resume' }).click()
  await expect(window.cell('Six volumes', 'state')).toHaveText('Finished', { timeout: 20_000 })
  await expect(window.cell('Six volumes', 'progress')).toContainText('6/6')
  for (const path of paths) expect((await readFile(join(folders.downloads, path))).equals(server.content(path))).toBe(true)
})

test('everything is there again after the program was closed and started anew, and goes on by itself', async ({ start }) => {
  const first = await start()
  const before = new StaffelWindow(first.page)
  await before.add(
    volumes(2, 400_000).map((path) => server.url(path)),
    'To be continued',
  )
  await expect(before.cell('To be continued', 'progress')).toContainText(/[1-9]\d?(\.\d)?\s?%/)
  await first.close()
  const second = await start()
  const after = new StaffelWindow(second.page)
  await expect(after.cell('To be continued', 'state')).toHaveText(/Downloading|Finished/)
  await expect(after.cell('To be continued', 'state')).toHaveText('Finished', { timeout: 20_000 })
})

test('a failed episode says what is wrong, stops nothing else, and can be tried again', async ({ page }) => {
  const window = new StaffelWindow(page)
  const [good = ''] = volumes(1, 0)
  await window.add([server.url(good), server.url('/lost.bin')], 'Half of it')
  await expect(window.cell('Half of it', 'state')).toContainText('failed', { ignoreCase: true })
  await window.open('Half of it')
  await expect(window.cell('volume-01.bin', 'state')).toHaveText('Finished')
  await window.select('lost.bin')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('404')
  server.serve('/lost.bin', { size: 1_000 })
  await page.getByRole('toolbar').getByRole('button', { name: 'Retry' }).click()
  await expect(window.cell('Half of it', 'state')).toHaveText('Finished')
})

test('bad lines are named while one types, and only links are added', async ({ page }) => {
  const window = new StaffelWindow(page)
  const [path = ''] = volumes(1, 0)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Add downloads' })
  await dialog.getByRole('textbox', { name: 'Links' }).fill(`${server.url(path)}\nftp://127.0.0.1/x\n${server.url(path)}`)
  await expect(dialog).toContainText('1 link')
  await expect(dialog).toContainText('Line 2')
  await expect(dialog).toContainText('1 duplicate skipped')
  await dialog.getByRole('button', { name: 'Add 1 download' }).click()
  await expect(window.cell('volume-01.bin', 'state')).toHaveText('Finished')
})

test('removing an unfinished job can be undone for a while, with what it has; after that its part file goes', async ({
  page,
  folders,
}) => {
  const window = new StaffelWindow(page)
  const [path = ''] = volumes(1, 200_000, 12_000_000)
  const hasPart = () => access(join(folders.downloads, `${path}.part`)).then(...answers)
  await window.add([server.url(path)], 'Unwanted')
  await expect(window.cell('Unwanted', 'progress')).toContainText(/[2-9](\.\d)?\s?%/)
  await window.row('Unwanted').click()
  await page.keyboard.press('Delete')
  await expect(window.row('Unwanted')).toHaveCount(0)
  const messages = page.getByRole('region', { name: 'Messages' })
  await expect(messages).toContainText('1 download removed.')
  expect(await hasPart()).toBe(true)
  await messages.getByRole('button', { name: 'Undo' }).click()
  await expect(messages).toContainText('Undone.')
  await expect(window.cell('Unwanted', 'progress')).toContainText(/[2-9]\d?(\.\d)?\s?%/)

  await window.row('Unwanted').click()
  await page.keyboard.press('Delete')
  await expect(window.row('Unwanted')).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+z')
  await window.row('Unwanted').click()
  await page.keyboard.press('Delete')
  await expect(window.row('Unwanted')).toHaveCount(0)
  await expect.poll(hasPart, { timeout: 20_000 }).toBe(false)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(messages).toContainText('There is nothing to undo.')
})

const answers = [() => true, () => false] as const
