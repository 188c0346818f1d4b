import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import type { Page } from '@playwright/test'
import { FaultyServer } from '../../support/faulty-server.ts'
import { StaffelWindow } from '../../support/window/staffel-window.ts'
import { expect, test } from '../fixtures.ts'

let server: FaultyServer

test.beforeEach(async () => {
  server = await FaultyServer.start()
})

test.afterEach(async () => {
  await server.close()
})

async function choose(page: Page, action: string): Promise<void> {
  await page.keyboard.press('Control+,')
  const dialog = page.getByRole('dialog', { name: 'Settings' })
  await dialog.getByRole('tab', { name: 'Schedule' }).click()
  await dialog.getByRole('radiogroup', { name: 'When everything is finished' }).getByText(action, { exact: true }).click()
  await page.keyboard.press('Escape')
}

test('the computer sleeps a minute after the last download, by its own command, and once', async ({ mode, folders, start }) => {
  test.skip(mode === 'electron' || process.platform !== 'linux', 'the command of this machine is put aside for the test')
  test.setTimeout(120_000)
  const programs = join(folders.data, '..', 'programs')
  const said = join(programs, 'said')
  await mkdir(programs)
  await writeFile(join(programs, 'systemctl'), `#!/bin/sh\necho "$@" >> '${said}'\n`)
  await chmod(join(programs, 'systemctl'), 0o755)
  const app = await start({ PATH: `${programs}${delimiter}${process.env.PATH ?? ''}` })
  const { page } = app
  server.serve('/last.bin', { size: 1_000 })

  await choose(page, 'Sleep')
  await expect(page.getByText('The computer goes to sleep once everything is finished.')).toBeVisible()
  await new StaffelWindow(page).add([server.url('/last.bin')], 'The last one')
  const countdown = page.getByRole('alertdialog', { name: 'All downloads are finished' })
  await expect(countdown.getByRole('timer')).toHaveText(/0:5\d$/)
  const shown = () =>
    app.shell?.evaluate(({ Notification }) =>
      Array.from(Reflect.get(Notification, 'shown') as Iterable<{ body: string }>, ({ body }) => body),
    )
  expect(await shown()).toEqual(['The computer goes to sleep in 60 seconds.'])
  await expect(countdown).toHaveCount(0, { timeout: 75_000 })
  await expect.poll(() => readFile(said, 'utf8').catch(() => '')).toBe('suspend\n')
  await expect(page.getByText('The computer goes to sleep once everything is finished.')).toHaveCount(0)
  expect(await shown()).toEqual([])
})

test('a countdown is called off in the window, and quitting is one', async ({ page, app }) => {
  server.serve('/one.bin', { size: 1_000 })
  await choose(page, 'Quit Staffel')
  await new StaffelWindow(page).add([server.url('/one.bin')], 'One')
  const countdown = page.getByRole('alertdialog', { name: 'All downloads are finished' })
  await countdown.getByRole('button', { name: 'Cancel' }).last().click()
  await expect(countdown).toHaveCount(0)
  await expect(page.getByText('Staffel quits once everything is finished.')).toHaveCount(0)
  expect(app.shell?.process().exitCode).toBeNull()
})

test('while the machine sleeps nothing is asked for, and after that everything goes on where it was, without an attempt', async ({
  page,
  app,
}) => {
  const window = new StaffelWindow(page)
  server.serve('/long.bin', { size: 3_000_000, bytesPerSecond: 600_000 })
  await window.add([server.url('/long.bin')], 'Long')
  await expect.poll(() => server.bytesSent()).toBeGreaterThan(500_000)
  await app.shell?.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'))
  await expect.poll(() => server.openAnswers()).toBe(0)
  const before = server.requests.length
  await page.waitForTimeout(500)
  expect(server.requests).toHaveLength(before)
  await app.shell?.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))
  await expect.poll(() => server.requests.length).toBeGreaterThan(before)
  expect(server.requests.slice(before).every(({ range }) => (range?.start ?? 0) > 0)).toBe(true)
  await expect(window.cell('Long', 'state')).toHaveText('Finished', { timeout: 15_000 })
})

test('the machine is kept awake while something downloads, and only where that is wanted', async ({ mode, page, app }) => {
  test.skip(mode === 'electron', 'the number of the blocker is known to the double alone')
  server.serve('/long.bin', { size: 30_000_000, bytesPerSecond: 300_000 })
  const isAwake = () => app.shell?.evaluate(({ powerSaveBlocker }) => [1, 2, 3].some((id) => powerSaveBlocker.isStarted(id)))
  expect(await isAwake()).toBe(false)
  await new StaffelWindow(page).add([server.url('/long.bin')], 'Long')
  await expect.poll(isAwake, { timeout: 10_000 }).toBe(true)
  await page.keyboard.press('Control+,')
  const dialog = page.getByRole('dialog', { name: 'Settings' })
  await dialog.getByRole('tab', { name: 'Schedule' }).click()
  await dialog.getByText('Keep the computer awake while downloading').click()
  await expect.poll(isAwake, { timeout: 10_000 }).toBe(false)
})
