import { TokenServer } from '../../support/sessions/token-server.ts'
import type { ShellApplication } from '../../support/shell/application.ts'
import { pageAt } from '../../support/shell/page-at.ts'
import { startLoginServer } from '../../support/sign-in/login-server.ts'
import { StaffelWindow } from '../../support/window/staffel-window.ts'
import { expect, test } from '../fixtures.ts'

async function signIn(shell: ShellApplication | null, origin: string): Promise<void> {
  const page = await pageAt(shell, origin)
  await page.getByRole('textbox', { name: 'User' }).fill('ana')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Signed in' })).toBeVisible()
}

test('a sign-in in a window becomes a session; one that is called off leaves none', async ({ page, app }) => {
  const server = await startLoginServer('STAFFEL-SECRET-sid')
  await page.keyboard.press('Control+i')
  const open = async () => {
    await page.getByRole('button', { name: 'Sign in at a server…' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Sign-in page' }).fill(`${server.origin}/login`)
    await page.keyboard.press('Enter')
    await signIn(app.shell, server.origin)
    return pageAt(app.shell, '/sign-in.html')
  }
  await (await open()).getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('heading', { name: 'No sessions yet' })).toBeVisible()

  await (await open()).getByRole('button', { name: 'Use this sign-in' }).click()
  const session = page.getByRole('region', { name: new URL(server.origin).host })
  await expect(session).toContainText('Valid')
  await expect(session.getByRole('table', { name: 'Cookies' }).getByRole('row')).toHaveCount(3)
  await expect(page.locator('body')).not.toContainText('STAFFEL-SECRET-sid')
  await server.close()
})

test('a job gets a session by a sign-in that its menu leads to', async ({ page, app }) => {
  const files = await TokenServer.start({ isRotating: false, fileBytes: () => 30_000 })
  const server = await startLoginServer('unused')
  const window = new StaffelWindow(page)
  await window.add([files.url('/files/1.bin')], 'Alpha')
  await window.select('Alpha')
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'New session…' }).press('Enter')
  await page.getByRole('dialog', { name: 'New session' }).getByRole('button', { name: 'Sign in in a window' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Sign-in page' }).fill(`${server.origin}/login`)
  await page.keyboard.press('Enter')
  await signIn(app.shell, server.origin)
  await (await pageAt(app.shell, '/sign-in.html')).getByRole('button', { name: 'Use this sign-in' }).click()
  const { host } = new URL(server.origin)
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText(`1 job now uses the session “${host}”.`)
  await Promise.all([files.close(), server.close()])
})

test('what waits for a sign-in opens the window for it, and goes on afterwards', async ({ page, app }) => {
  const files = await TokenServer.start({ isRotating: false, fileBytes: () => 30_000 })
  const login = await startLoginServer('unused')
  const window = new StaffelWindow(page)
  await window.add([files.url('/files/1.bin')], 'Locked')
  const state = window.cell('Locked', 'state')
  await expect(state).toContainText('Sign-in needed')
  await state.getByRole('button', { name: 'Sign in…' }).click()
  await expect(page.getByRole('dialog')).toContainText('Sign in in a window')
  await page.keyboard.press('Escape')

  await page.keyboard.press('Control+i')
  await page.getByRole('button', { name: 'Import cookies…' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Cookies' }).fill('Cookie: token=none')
  await page.getByRole('dialog').getByRole('textbox', { name: 'Server' }).fill(files.host)
  await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('textbox', { name: 'Sign-in page' }).fill(`${login.origin}/login`)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+i')
  await window.add([files.url('/files/2.bin')], 'Waits')
  await expect(window.cell('Waits', 'state')).toContainText('Sign-in needed')

  await page.getByRole('status').getByRole('button', { name: 'Sign in…' }).click()
  const bar = await pageAt(app.shell, '/sign-in.html')
  const signInPage = await pageAt(app.shell, login.origin)
  await signInPage.evaluate((token) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API makes Secure cookies alone, which this server never gets over http.
    document.cookie = `token=${token}; path=/`
  }, files.signIn())
  await bar.getByRole('button', { name: 'Use this sign-in' }).click()
  await expect(window.cell('Waits', 'state')).toHaveText('Finished')
  await Promise.all([files.close(), login.close()])
})
