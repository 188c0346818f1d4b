import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { launchWeb } from '../../support/web/launch.ts'
import { expect, test } from '../fixtures.ts'

async function said(page: Page): Promise<string> {
  await page.keyboard.press('Control+,')
  const dialog = page.getByRole('dialog', { name: 'Settings' })
  await dialog.getByRole('tab', { name: 'Appearance' }).click()
  const sentence = await dialog.getByText('Cookies and passwords are encrypted').textContent()
  await page.keyboard.press('Escape')
  return sentence ?? ''
}

test('the key lies in the keyring where there is one, and the settings say where', async ({ folders, start }) => {
  const keys = async () => (await readdir(folders.data)).filter((name) => name.startsWith('secrets')).sort()
  const log = () => readFile(join(folders.data, 'logs', 'staffel.log'), 'utf8')

  const without = await start()
  expect(await said(without.page)).toContain('in a file of the data folder that only you can read')
  expect(await keys()).toEqual(['secrets.key'])
  await without.close()

  const withOne = await start({ STAFFEL_DOUBLE_KEYRING: 'password' })
  expect(await said(withOne.page)).toContain('in your system’s keyring')
  expect(await keys()).toEqual(['secrets.keyring'])
  expect((await readFile(join(folders.data, 'secrets.keyring'))).subarray(0, 3).toString()).toBe('v11')
  await withOne.close()

  // A start without it says so, and keeps what it cannot open.
  const web = await launchWeb(['--data-dir', folders.data, '--download-dir', folders.downloads])
  await web.close()
  expect(await keys()).toEqual(['secrets.key', 'secrets.keyring'])
  expect(await log()).toContain("belong to the system's keyring, which is not there")

  const again = await start({ STAFFEL_DOUBLE_KEYRING: 'password' })
  expect(await said(again.page)).toContain('keyring')
  expect(await keys()).toEqual(['secrets.keyring'])
  await again.close()
})
