import { RealProxy } from '../../support/proxies.ts'
import { pageAt } from '../../support/shell/page-at.ts'
import { startLoginServer } from '../../support/sign-in/login-server.ts'
import { expect, test } from '../fixtures.ts'

test('a proxy of the settings, and its password, serve the window to sign in as they are at that moment', async ({
  page,
  app,
}) => {
  const server = await startLoginServer('STAFFEL-SECRET-sid', { host: 'login.invalid' })
  const proxy = await RealProxy.start('http', { credentials: { username: 'reader', password: 'STAFFEL-SECRET-proxy' } })
  await page.keyboard.press('Control+,')
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('tab', { name: 'Network' }).click()
  await settings.getByRole('button', { name: 'Add proxy…' }).click()
  const adding = page.getByRole('dialog', { name: 'Add proxy' })
  await adding.getByRole('textbox', { name: 'Host' }).fill(`http://127.0.0.1:${proxy.port}`)
  await adding.getByRole('textbox', { name: 'Name', exact: true }).fill('Institute')
  await adding.getByRole('textbox', { name: 'User name' }).fill('reader')
  await adding.getByLabel('Password', { exact: true }).fill('STAFFEL-SECRET-proxy')
  await adding.getByRole('button', { name: 'Add', exact: true }).click()
  await adding.waitFor({ state: 'detached' })
  await settings.getByRole('button', { name: /Proxy/ }).click()
  await page.getByRole('option', { name: 'Institute' }).click()
  await settings.getByRole('button', { name: 'Close' }).click()

  await page.keyboard.press('Control+i')
  await page.getByRole('button', { name: 'Sign in at a server…' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Sign-in page' }).fill(`${server.origin}/login`)
  await page.keyboard.press('Enter')
  const guest = await pageAt(app.shell, server.origin)
  await guest.getByRole('textbox', { name: 'User' }).fill('anna')
  await guest.getByRole('button', { name: 'Sign in' }).click()
  await expect(guest.getByRole('heading', { name: 'Signed in' })).toBeVisible()
  await (await pageAt(app.shell, '/sign-in.html')).getByRole('button', { name: 'Use this sign-in' }).click()
  await expect(page.getByRole('region', { name: new URL(server.origin).host })).toContainText('Valid')
  expect(new Set(proxy.asked.map(({ host }) => host))).toEqual(new Set(['login.invalid']))
  await Promise.all([proxy.close(), server.close()])
})
