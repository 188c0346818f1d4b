import { X509Certificate } from 'node:crypto'
import type { Page } from '@playwright/test'
import { selfSignedCertificate } from '../support/faulty-server/certificate.ts'
import { FaultyServer } from '../support/faulty-server.ts'
import { RealProxy } from '../support/proxies.ts'
import { StaffelWindow } from '../support/window/staffel-window.ts'
import { expect, test } from './fixtures.ts'

test.use({ locale: 'en-US' })

async function openNetwork(page: Page) {
  // Before the window stands no key means anything.
  await expect(page.getByRole('treegrid')).toBeVisible()
  await page.keyboard.press('Control+,')
  const dialog = page.getByRole('dialog', { name: 'Settings' })
  await dialog.getByRole('tab', { name: 'Network' }).click()
  return dialog
}

test('a proxy is added, chosen for a job, mended where it fails, and kept while something needs it', async ({ page }) => {
  const window = new StaffelWindow(page)
  const server = await FaultyServer.start()
  server.serve('/book.pdf', { size: 20_000 })
  const credentials = { username: 'reader', password: 'right' }
  const proxy = await RealProxy.start('http', { credentials })

  const settings = await openNetwork(page)
  await settings.getByRole('button', { name: 'Add proxy…' }).click()
  const adding = page.getByRole('dialog', { name: 'Add proxy' })
  await adding.getByRole('textbox', { name: 'Host' }).fill(`http://127.0.0.1:${proxy.port}`)
  await expect(adding.getByRole('textbox', { name: 'Port' })).toHaveValue(String(proxy.port))
  await adding.getByRole('textbox', { name: 'Name', exact: true }).fill('Institute')
  await adding.getByRole('textbox', { name: 'User name' }).fill('reader')
  await adding.getByLabel('Password', { exact: true }).fill('wrong')
  await adding.getByRole('button', { name: 'Add', exact: true }).click()
  await adding.waitFor({ state: 'detached' })
  await expect(settings.getByRole('listitem')).toContainText(['Institute'])
  await settings.getByRole('button', { name: 'Close' }).click()

  await page.getByRole('button', { name: 'Add', exact: true }).click()
  const add = page.getByRole('dialog', { name: 'Add downloads' })
  await add.getByRole('textbox', { name: 'Links' }).fill(server.url('/book.pdf').replace('127.0.0.1', 'files.invalid'))
  await add.getByRole('textbox', { name: 'Title' }).fill('By proxy')
  await add.getByRole('button', { name: /Same as in the settings Proxy/ }).click()
  await page.getByRole('option', { name: 'Institute' }).click()
  await add.getByRole('button', { name: 'Add 1 download' }).click()
  await window.open('By proxy')
  await window.row('book.pdf').getByRole('button', { name: 'Check proxy' }).click()

  await expect(settings.getByRole('tab', { name: 'Network' })).toHaveAttribute('aria-selected', 'true')
  await settings.getByRole('button', { name: 'Remove the proxy “Institute”' }).click()
  const removal = page.getByRole('alertdialog')
  await removal.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(removal).toContainText('1 unfinished job still uses this proxy.')
  await page.keyboard.press('Escape')
  await expect(removal).toHaveCount(0)
  await settings.getByRole('button', { name: 'Edit the proxy “Institute”' }).click()
  const editing = page.getByRole('dialog', { name: 'Edit proxy' })
  await expect(editing.getByLabel('Password', { exact: true })).toHaveValue('')
  await editing.getByLabel('Password', { exact: true }).fill('right')
  await editing.getByRole('button', { name: 'Save' }).click()
  await editing.waitFor({ state: 'detached' })
  await settings.getByRole('button', { name: 'Close' }).click()

  await window.row('By proxy').getByRole('button', { name: 'Retry' }).click()
  await expect(window.cell('By proxy', 'state')).toContainText('Finished')
  expect(proxy.asked.map(({ host }) => host)).toEqual(['files.invalid'])
  await proxy.close()
  await server.close()
})

test('a certificate that nobody vouches for is shown, trusted knowingly, listed, and taken back', async ({ page }) => {
  const window = new StaffelWindow(page)
  const certificate = await selfSignedCertificate()
  const server = await FaultyServer.start({ tls: certificate })
  for (const path of ['/one.pdf', '/two.pdf']) server.serve(path, { size: 20_000 })
  const { fingerprint256 } = new X509Certificate(certificate.cert)
  const host = `127.0.0.1:${server.port}`

  await window.add([server.url('/one.pdf')], 'Secure')
  await window.open('Secure')
  await window.row('one.pdf').getByRole('button', { name: 'Trust this certificate…' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Trust this certificate?' })
  await expect(dialog).toContainText(fingerprint256)
  await expect(dialog).toContainText(host)
  await expect(dialog).toContainText('The server issued it itself')
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  expect(server.requests).toHaveLength(0)
  await dialog.getByRole('button', { name: 'Trust and retry' }).click()
  await expect(window.cell('Secure', 'state')).toContainText('Finished')

  const settings = await openNetwork(page)
  await expect(settings.getByText(fingerprint256)).toBeVisible()
  await settings.getByRole('button', { name: `No longer trust ${host}` }).click()
  await expect(settings.getByText(fingerprint256)).toHaveCount(0)
  await settings.getByRole('button', { name: 'Close' }).click()
  await window.add([server.url('/two.pdf')], 'Again')
  await expect(window.cell('Again', 'state')).toContainText('Insecure connection')
  await server.close()
})

test('what cannot be is said at its field: a pattern, a file of certificates, a server twice', async ({ page }) => {
  const settings = await openNetwork(page)
  const bypass = settings.getByRole('textbox', { name: 'Connect to these servers directly' })
  await bypass.fill('<local>, http://a.example')
  await bypass.press('Enter')
  await expect(settings.getByText('“http://a.example” is not a name, pattern or network.')).toBeVisible()
  await bypass.fill('*.example.org 10.0.0.0/8')
  await bypass.press('Enter')
  await expect(bypass).toHaveValue('*.example.org, 10.0.0.0/8')

  const file = settings.getByRole('textbox', { name: 'File' })
  await file.fill('/nowhere/authority.pem')
  await file.press('Enter')
  await expect(settings.getByText('This file cannot be read.')).toBeVisible()

  const host = settings.getByRole('textbox', { name: 'Server', exact: true })
  for (const _ of [1, 2]) {
    await host.fill('Archive.example')
    await host.press('Enter')
    await expect(host).toHaveValue('')
  }
  const entries = settings.getByRole('listitem').filter({ hasText: 'archive.example' })
  await expect(entries).toHaveCount(1)
  await settings.getByRole('button', { name: 'Remove “archive.example”' }).click()
  await expect(entries).toHaveCount(0)
})
