import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { FaultyServer } from '../../support/faulty-server.ts'
import { GuardedServer } from '../../support/sessions/guarded-server.ts'
import { TokenServer } from '../../support/sessions/token-server.ts'
import { expect, test } from '../fixtures.ts'

/** What the specs read and press, in both languages. */
const words = {
  'en-US': {
    sessions: 'Sessions',
    noSession: 'No sessions yet',
    importCookies: 'Import cookies…',
    importNew: 'Import new cookies…',
    import: 'Import',
    cookies: 'Cookies',
    server: 'Server',
    name: 'Name',
    found: /cookies\.txt.*2 cookies.*1 expired left out/,
    problem: 'Line 5 the line lacks fields',
    inOrder: 'Valid',
    inFuture: /in 2[34] hours|in 1 day/,
    session: 'Session',
    fits: 'Fits these links.',
    add: 'Add',
    addOne: /^Add \d/,
    links: 'Links',
    title: 'Title',
    finished: 'Finished',
    needed: 'Sign-in needed',
    banner: 'The session “Archive” needs a new sign-in. 1 job waits for it.',
    signIn: 'Sign in…',
    signInTitle: /^Sign-in at 127/,
    byCookies: /^Import cookies/,
    replace: 'Replace',
    forget: 'Delete cookie “theme”',
  },
  'de-DE': {
    sessions: 'Sitzungen',
    noSession: 'Noch keine Sitzung',
    importCookies: 'Cookies importieren …',
    importNew: 'Neue Cookies importieren …',
    import: 'Importieren',
    cookies: 'Cookies',
    server: 'Server',
    name: 'Name',
    found: /cookies\.txt.*2 Cookies.*1 abgelaufenes ausgelassen/,
    problem: 'Zeile 5 der Zeile fehlen Angaben',
    inOrder: 'In Ordnung',
    inFuture: /in 2[34] Stunden|in 1 Tag/,
    session: 'Sitzung',
    fits: 'Passt zu diesen Links.',
    add: 'Hinzufügen',
    addOne: /^\d Download/,
    links: 'Links',
    title: 'Titel',
    finished: 'Fertig',
    needed: 'Anmeldung nötig',
    banner: 'Die Sitzung „Archive“ braucht eine neue Anmeldung. 1 Auftrag wartet darauf.',
    signIn: 'Anmelden …',
    signInTitle: /^Anmeldung bei 127/,
    byCookies: /^Cookies importieren/,
    replace: 'Ersetzen',
    forget: 'Cookie „theme“ löschen',
  },
} as const
type Words = (typeof words)[keyof typeof words]

/** A cookies.txt with a token, a cookie of no meaning, one that expired, and a line that is none. */
function cookiesFile(token: string): string {
  const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds
  return [
    '# Netscape HTTP Cookie File',
    `127.0.0.1\tFALSE\t/\tFALSE\t0\ttoken\t${token}`,
    `127.0.0.1\tFALSE\t/\tFALSE\t${inSeconds(86_400)}\ttheme\tdark`,
    '127.0.0.1\tFALSE\t/\tFALSE\t1000\told\tgone',
    'not a cookie at all',
  ].join('\n')
}

const row = (page: Page, name: string): Locator =>
  page
    .getByRole('treegrid')
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell', { name }).first() })
const state = (page: Page, name: string): Locator => row(page, name).getByRole('gridcell').nth(1)

async function addJob(page: Page, t: Words, title: string, links: readonly string[]): Promise<void> {
  await page.keyboard.press('Insert')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: t.links }).fill(links.join('\n'))
  await dialog.getByRole('textbox', { name: t.title }).fill(title)
  await dialog.getByRole('button', { name: t.addOne }).click()
  await expect(dialog).toHaveCount(0)
}

for (const locale of ['en-US', 'de-DE'] as const) {
  const t = words[locale]

  test.describe(`in ${locale}`, () => {
    test.use({ locale })

    test('imported cookies fetch what wants a sign-in; once they end everything waits, and goes on with new ones', async ({
      page,
    }) => {
      const server = await TokenServer.start({ fileBytes: () => 30_000 })
      const url = (index: number) => server.url(`/files/${index}.bin`)
      await page.getByRole('navigation').getByRole('button', { name: t.sessions }).click()
      await expect(page.getByRole('heading', { name: t.noSession })).toBeVisible()
      await page.getByRole('button', { name: t.importCookies }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('textbox', { name: t.cookies }).fill(cookiesFile(server.signIn()))
      await expect(dialog.getByRole('status')).toHaveText(t.found)
      await expect(dialog.getByRole('listitem').filter({ hasText: '5' })).toHaveText(t.problem)
      await dialog.getByRole('textbox', { name: t.name }).fill('Archive')
      await dialog.getByRole('button', { name: t.import, exact: true }).click()

      const session = page.getByRole('region', { name: 'Archive' })
      await expect(session).toContainText(t.inOrder)
      const cookies = session.getByRole('table', { name: t.cookies })
      await expect(cookies.getByRole('row', { name: /theme/ })).toContainText(t.inFuture)
      await expect(page.locator('body')).not.toContainText('dark')
      await cookies.getByRole('button', { name: t.forget }).click()
      await expect(cookies.getByRole('row', { name: /theme/ })).toHaveCount(0)

      await page.keyboard.press('Insert')
      await page.getByRole('dialog').getByRole('textbox', { name: t.links }).fill(url(0))
      await expect(page.getByRole('dialog')).toContainText(t.fits)
      await page.keyboard.press('Escape')
      await addJob(page, t, 'First', [0, 1, 2].map(url))
      await page.keyboard.press('Control+i')
      await expect(state(page, 'First')).toHaveText(t.finished)

      server.signOut()
      await addJob(page, t, 'Second', [3, 4, 5].map(url))
      await expect(state(page, 'Second')).toContainText(t.needed)
      await expect(page.getByText(t.banner)).toBeVisible()
      await expect(page.getByRole('navigation').getByRole('button', { name: t.sessions })).toContainText('1')

      await page.getByRole('button', { name: t.importNew }).click()
      await page.getByRole('dialog').getByRole('textbox', { name: t.cookies }).fill(cookiesFile(server.signIn()))
      await expect(page.getByRole('dialog').getByRole('radio', { name: t.replace })).toBeChecked()
      await page.getByRole('dialog').getByRole('button', { name: t.import, exact: true }).click()
      await expect(state(page, 'Second')).toHaveText(t.finished)
      await expect(page.getByText(t.banner)).toHaveCount(0)
      await server.close()
    })

    test('what failed for want of a sign-in gets one: a session of its own, made of a Cookie header', async ({ page }) => {
      const server = await TokenServer.start({ fileBytes: () => 30_000 })
      await addJob(page, t, 'Alone', [server.url('/files/1.bin')])
      await expect(state(page, 'Alone')).toContainText(t.needed)
      await state(page, 'Alone').getByRole('button', { name: t.signIn }).click()
      await page.getByRole('dialog', { name: t.signInTitle }).getByRole('button', { name: t.byCookies }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('textbox', { name: t.cookies }).fill(`Cookie: token=${server.signIn()}`)
      await expect(dialog.getByRole('textbox', { name: t.server })).toHaveValue(server.host)
      await dialog.getByRole('button', { name: t.import, exact: true }).click()
      await expect(state(page, 'Alone')).toHaveText(t.finished)
      await server.close()
    })
  })
}

test('sessions are made, used and removed by keyboard alone', async ({ page }) => {
  const t = words['en-US']
  const { keyboard } = page
  const server = await TokenServer.start({ fileBytes: () => 30_000 })
  await keyboard.press('Control+i')
  await tabTo(page, page.getByRole('button', { name: t.importCookies }))
  await keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByRole('textbox', { name: t.cookies })).toBeFocused()
  await keyboard.insertText(cookiesFile(server.signIn()))
  await tabTo(page, page.getByRole('textbox', { name: t.name }))
  await keyboard.type('By keyboard')
  await keyboard.press('Enter')
  const session = page.getByRole('region', { name: 'By keyboard' })
  await expect(session).toContainText(t.inOrder)

  await tabTo(page, session.getByRole('radio', { checked: true }))
  await keyboard.press('ArrowDown')
  await expect(session).toContainText('Fixed cookies')
  await tabTo(page, session.getByRole('textbox', { name: t.name }))
  await keyboard.press('ControlOrMeta+a')
  await keyboard.type('Renamed')
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Renamed' })).toBeVisible()

  await tabTo(page, page.getByRole('button', { name: 'Delete…' }))
  await keyboard.press('Enter')
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: t.noSession })).toBeVisible()
  await keyboard.press('Escape')
  await expect(page.getByRole('treegrid')).toBeFocused()
  await server.close()
})

test('several jobs get a session together, and the list shows the jobs of one', async ({ page, app }) => {
  const server = await FaultyServer.start()
  await call(app.web, '/settings', 'PATCH', { maxSlots: 0 })
  await call(app.web, '/sessions', 'POST', { name: 'Archive', cookiesText: 'a=1', cookiesHost: '127.0.0.1' })
  for (const title of ['Alpha', 'Bravo', 'Charlie']) {
    await call(app.web, '/jobs', 'POST', { title, urls: [server.url(`/${title}.bin`)] })
  }
  await row(page, 'Alpha').click()
  await row(page, 'Bravo').click({ modifiers: ['Shift'] })
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Session' }).press('ArrowRight')
  await page.getByRole('menuitemradio', { name: 'Archive' }).press('Enter')
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('2 jobs now use the session “Archive”.')

  await page.keyboard.press('Control+i')
  await expect(page.getByRole('list', { name: 'Sessions' })).toContainText('2 jobs, 2 open')
  await page.getByRole('region', { name: 'Jobs' }).getByRole('button', { name: 'Bravo' }).click()
  await expect(page.getByText('Only the jobs of the session “Archive”')).toBeVisible()
  await expect(page.getByRole('treegrid').getByRole('row')).toHaveCount(3)
  await expect(row(page, 'Bravo')).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('treegrid')).toBeFocused()
  await page.keyboard.press('i')
  const details = page.getByRole('complementary', { name: 'Details' })
  await details.getByText('Limits of this job').click()
  await details.getByRole('button', { name: /Session/ }).click()
  await page.getByRole('option', { name: 'No session' }).click()
  await expect(row(page, 'Bravo')).toHaveCount(0)
  await page.getByRole('button', { name: 'Show all jobs' }).click()
  await expect(page.getByRole('treegrid').getByRole('row')).toHaveCount(4)
  await server.close()
})

test('jobs get a session that is made for them from their menu', async ({ page, app }) => {
  const server = await FaultyServer.start()
  await call(app.web, '/settings', 'PATCH', { maxSlots: 0 })
  for (const title of ['Alpha', 'Bravo']) {
    await call(app.web, '/jobs', 'POST', { title, urls: [server.url(`/${title}.bin`)] })
  }
  await row(page, 'Alpha').click()
  await row(page, 'Bravo').click({ modifiers: ['Shift'] })
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'New session…' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Import cookies' })
  await dialog.getByRole('textbox', { name: 'Cookies' }).fill('Cookie: a=1')
  await dialog.getByRole('textbox', { name: 'Server' }).fill('127.0.0.1')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Archive')
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('2 jobs now use the session “Archive”.')

  // Now that there is one, the choice is among the sessions, and a new one still stands beside them.
  await row(page, 'Alpha').click()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Session' }).press('ArrowRight')
  await expect(page.getByRole('menuitemradio', { name: 'Archive' })).toBeChecked()
  await page.getByRole('menuitem', { name: 'New session…' }).press('Enter')
  await expect(dialog.getByText('which the selected jobs get')).toBeVisible()
  await page.keyboard.press('Escape')
  await server.close()
})

test('a copied curl command, pasted among the sessions, becomes a session and a download with its headers', async ({ page }) => {
  const server = await TokenServer.start({ fileBytes: () => 30_000 })
  await page.keyboard.press('Control+i')
  await expect(page.getByRole('heading', { name: 'No sessions yet' })).toBeVisible()
  const command = `curl '${server.url('/files/1.bin')}' -H 'Referer: https://example.org/list' -H 'Cookie: token=${server.signIn()}'`
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, command)
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('textbox', { name: 'Cookies' })).toHaveValue(command)
  await expect(dialog).toContainText('curl command')
  await expect(dialog).toContainText(`GET ${server.url('/files/1.bin')}`)
  await dialog.getByRole('button', { name: 'Import and add download…' }).click()
  const add = page.getByRole('dialog', { name: 'Add downloads' })
  await expect(add.getByRole('textbox', { name: 'Links' })).toHaveValue(server.url('/files/1.bin'))
  await expect(add.getByRole('textbox', { name: 'Headers' })).toHaveValue('Referer: https://example.org/list')
  await add.getByRole('button', { name: /^Add \d/ }).click()
  await expect(add).toHaveCount(0)
  await page.keyboard.press('Control+i')
  await expect(state(page, '1.bin')).toHaveText('Finished')
  await server.close()
})

test('a file of cookies is taken in, and goes out again after a word of warning', async ({ page }) => {
  await page.setViewportSize({ width: 380, height: 800 })
  await page.keyboard.press('Control+i')
  await page.getByRole('button', { name: 'Import cookies…' }).click()
  const file = { name: 'cookies.txt', mimeType: 'text/plain', buffer: Buffer.from(cookiesFile('from-a-file')) }
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(file)
  await expect(page.getByRole('dialog').getByRole('status')).toContainText('2 cookies')
  await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click()

  // On a phone the session takes the place of the list.
  await expect(page.getByRole('heading', { name: '127.0.0.1' })).toBeFocused()
  await page.getByRole('button', { name: 'All sessions' }).click()
  await page.getByRole('list', { name: 'Sessions' }).getByRole('button').click()
  await page.getByRole('button', { name: 'Export…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('whoever has it gets into your account without a password')
  const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Save file' }).click()])
  expect(download.suggestedFilename()).toMatch(/^cookies-.*\.txt$/)
  expect(await readFile(await download.path(), 'utf8')).toContain('\ttoken\tfrom-a-file')
})

test('a job that wants a password gets one, is refused, and goes on with another', async ({ page }) => {
  const server = await GuardedServer.start({ scheme: 'digest', fileBytes: 30_000 })
  const t = words['en-US']
  const give = async (password: string) => {
    await state(page, 'Guarded').getByRole('button', { name: t.signIn }).click()
    await page
      .getByRole('dialog', { name: t.signInTitle })
      .getByRole('button', { name: /^User name and password/ })
      .click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('textbox', { name: 'Server' })).toHaveValue(server.host)
    await dialog.getByRole('textbox', { name: 'User name' }).fill(server.nature.username)
    await dialog.getByLabel('Password').fill(password)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toHaveCount(0)
  }
  await addJob(page, t, 'Guarded', [server.url('/file.bin')])
  await expect(state(page, 'Guarded')).toContainText(t.needed)
  await give('wrong')
  await page.keyboard.press('Control+i')
  await page.getByRole('tab', { name: 'Credentials' }).click()
  await expect(page.getByRole('row').filter({ hasText: server.host })).toContainText('refused since')
  await page.keyboard.press('Control+i')
  await expect(state(page, 'Guarded')).toContainText(t.needed)
  await give(server.nature.secret)
  await expect(state(page, 'Guarded')).toHaveText(t.finished)
  await server.close()
})

test('credentials are added without ever being shown again, edited, imported from a netrc and removed', async ({ page }) => {
  await page.keyboard.press('Control+i')
  await page.getByRole('tab', { name: 'Credentials' }).click()
  await page.getByRole('button', { name: 'Add…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Server' }).fill('https://nas.example:8443/files')
  await dialog.getByRole('textbox', { name: 'User name' }).fill('ana')
  const password = dialog.getByLabel('Password')
  await password.fill('open sesame')
  await expect(password).toHaveAttribute('type', 'password')
  await dialog.getByRole('button', { name: 'Show' }).click()
  await expect(password).toHaveAttribute('type', 'text')
  await dialog.getByRole('button', { name: 'Save' }).click()
  const table = page.getByRole('table', { name: 'Credentials' })
  await expect(table.getByRole('row', { name: /nas\.example:8443/ })).toContainText('ana')

  await table.getByRole('button', { name: 'Edit credentials for nas.example:8443' }).click()
  await expect(page.getByLabel('Password')).toHaveValue('')
  await page.getByRole('dialog').getByRole('textbox', { name: 'User name' }).fill('bea')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(table.getByRole('row', { name: /nas\.example:8443/ })).toContainText('bea')

  await page.getByRole('button', { name: 'Import netrc…' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('machine a.example login x password y\nmachine b.example login x')
  await page.getByRole('dialog').getByRole('button', { name: 'Import' }).click()
  await expect(page.getByRole('dialog').getByRole('status')).toContainText('Credentials for 1 server imported.')
  await page.keyboard.press('Escape')
  await expect(table.getByRole('row')).toHaveCount(3)
  await table.getByRole('button', { name: 'Delete credentials for a.example' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(table.getByRole('row')).toHaveCount(2)
  await expect(page.locator('body')).not.toContainText('open sesame')
})

async function call(web: { url: string; token: string } | null, path: string, method: string, body: object): Promise<void> {
  const answer = await fetch(`${web?.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${web?.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.status, await answer.clone().text()).toBeLessThan(300)
}

/** Presses Tab until it is there, through every stop at most. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stops = 0; stops < 60; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}
