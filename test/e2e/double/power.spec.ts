import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { FaultyServer } from '../../support/faulty-server.ts'
import { StaffelWindow } from '../../support/window/staffel-window.ts'
import { chooseWhenFinished } from '../../support/window/when-finished.ts'
import { expect, test } from '../fixtures.ts'

let server: FaultyServer

test.beforeEach(async () => {
  server = await FaultyServer.start()
})

test.afterEach(async () => {
  await server.close()
})

test('the computer sleeps a minute after the last download, by its own command, and once', async ({ folders, start }) => {
  test.skip(process.platform !== 'linux', 'each system has a command of its own; this one is put aside for the test')
  test.setTimeout(120_000)
  const programs = join(folders.data, '..', 'programs')
  const said = join(programs, 'said')
  await mkdir(programs)
  await writeFile(join(programs, 'systemctl'), `#!/bin/sh\necho "$@" >> '${said}'\n`)
  await chmod(join(programs, 'systemctl'), 0o755)
  const app = await start({ PATH: `${programs}${delimiter}${process.env.PATH ?? ''}` })
  const { page } = app
  server.serve('/last.bin', { size: 1_000 })

  await chooseWhenFinished(page, 'Sleep')
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

test('the machine is kept awake while something downloads, and only where that is wanted', async ({ page, app }) => {
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
