import { AxeBuilder } from '@axe-core/playwright'
import { selfSignedCertificate } from '../../support/faulty-server/certificate.ts'
import { pageAt } from '../../support/shell/page-at.ts'
import { expect, sid, signIn, test } from '../../support/sign-in/desk.ts'
import { startLoginServer } from '../../support/sign-in/login-server.ts'

test('what the page set becomes the answer once the person says so, and nothing of it is left', async ({ desk, server }) => {
  const opened = await desk.open()
  await expect(opened.bar.getByText(`Staffel keeps the cookies for “Library” and nothing else.`)).toBeVisible()
  await signIn(opened)
  await expect(opened.bar.locator('#path')).toHaveText('/home')
  await opened.bar.getByRole('button', { name: 'Use this sign-in' }).click()
  await expect.poll(desk.answers).toHaveLength(1)
  const [cookies] = await desk.answers()
  expect(cookies?.find(({ name }) => name === 'sid')).toEqual({
    name: 'sid',
    value: sid,
    domain: '127.0.0.1',
    path: '/',
    expires: null,
    secure: false,
    httpOnly: true,
    hostOnly: true,
    sameSite: 'lax',
  })
  expect(Date.parse(cookies?.find(({ name }) => name === 'stay')?.expires ?? '')).toBeGreaterThan(Date.now())
  expect(await desk.titles()).toHaveLength(1)
  expect(desk.shell.windows()).toHaveLength(1)
  expect(server.seen.every(({ userAgent }) => /Chrome\//.test(userAgent) && !/Electron|staffel/i.test(userAgent))).toBe(true)

  // A second opening begins with nothing.
  await desk.open()
  expect(server.seen.at(-1)).toMatchObject({ line: 'GET /login', cookie: '' })
})

test('whose page it is stands in the title and in the bar, whatever the page calls itself', async ({ desk, server }) => {
  const { bar, page } = await desk.open('/login?next=%2Fhome%3Ftoken%3Dx')
  await expect(page).toHaveTitle('Somebody else')
  await expect(bar.locator('#origin')).toHaveText(server.origin)
  await expect(bar.locator('#path')).toHaveText('/login')
  await expect(bar.getByText('Not encrypted')).toBeVisible()
  expect(await desk.titles()).toContain(`${server.origin} – Sign in: Library`)
  expect((await new AxeBuilder({ page: bar }).setLegacyMode().analyze()).violations).toEqual([])
})

test('what the session has already is put in first, and cookies for other hosts are left out', async ({ desk, server }) => {
  const cookies = [
    { name: 'half', value: 'h', domain: '127.0.0.1', path: '/', hostOnly: true, httpOnly: true },
    { name: 'other', value: 'o', domain: 'other.example', path: '/' },
  ]
  const opened = await desk.open('/login', { cookies, hosts: ['127.0.0.1'] })
  expect(server.seen.at(-1)?.cookie).toBe('half=h')
  await signIn(opened)
  await opened.bar.getByRole('button', { name: 'Use this sign-in' }).click()
  await expect.poll(desk.answers).toHaveLength(1)
  expect((await desk.answers())[0]?.map(({ name }) => name).sort()).toEqual(['half', 'sid', 'stay'])
})

test('a window without cookies for the session says so and stays open', async ({ desk }) => {
  const { bar } = await desk.open()
  await bar.getByRole('button', { name: 'Use this sign-in' }).click()
  await expect(bar.getByText('The page has set no cookies for “Library” yet.')).toBeVisible()
  expect(await desk.answers()).toEqual([])
})

test('cancelling keeps nothing', async ({ desk }) => {
  const opened = await desk.open()
  await signIn(opened)
  await opened.bar.getByRole('button', { name: 'Cancel' }).click()
  await expect.poll(desk.answers).toEqual([null])
  expect(desk.shell.windows()).toHaveLength(1)
})

test('closing the window asks what is meant once the page has set cookies, and only then', async ({ desk }) => {
  const close = () => desk.shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().at(-1)?.close())
  const answerWith = (response: number) =>
    desk.shell.evaluate(({ dialog }, chosen) => {
      dialog.showMessageBox = async () => ({ response: chosen, checkboxChecked: false })
    }, response)
  await answerWith(0)
  await desk.open()
  await close()
  await expect.poll(desk.answers).toEqual([null])

  const opened = await desk.open()
  await signIn(opened)
  await answerWith(2)
  await close()
  await expect(opened.page.getByRole('heading', { name: 'Signed in' })).toBeVisible()
  expect(await desk.answers()).toHaveLength(1)
  await answerWith(0)
  await close()
  await expect.poll(desk.answers).toHaveLength(2)
  expect((await desk.answers())[1]?.map(({ name }) => name).sort()).toEqual(['sid', 'stay'])
})

test('the page goes to nothing but http and https, downloads nothing and has no rights', async ({ desk, server }) => {
  const { page } = await desk.open()
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied')
  const reachable = await page.evaluate(() =>
    ['require', 'process', 'electron', 'ipcRenderer', 'staffelShell'].filter((name) => name in globalThis),
  )
  expect(reachable).toEqual([])
  // The program's own page does not exist for it.
  expect(
    await page.evaluate(() =>
      fetch('app://staffel/index.html').then(
        () => 'there',
        () => 'nowhere',
      ),
    ),
  ).toBe('nowhere')
  await page.getByRole('link', { name: 'To the program' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'To a download' }).click()
  expect(await (await download).failure()).toBe('canceled')
  expect(page.url()).toBe(`${server.origin}/login`)
})

test('a window of a provider belongs to the same sign-in, shows its address and can answer the page', async ({
  desk,
  server,
}) => {
  const { page } = await desk.open()
  await page.evaluate(() => {
    window.addEventListener('message', ({ data }) => {
      document.title = String(data)
    })
  })
  await page.getByRole('button', { name: 'With a provider' }).click()
  const popup = await pageAt(desk.shell, '/provider')
  await expect.poll(desk.titles).toEqual(expect.arrayContaining([server.origin]))
  const options = await desk.shell.evaluate(({ BrowserWindow }) => {
    const { frame, kiosk, webPreferences } = Reflect.get(BrowserWindow.getAllWindows().at(-1) ?? {}, 'options')
    return { frame, kiosk, sandbox: webPreferences.sandbox, nodeIntegration: webPreferences.nodeIntegration }
  })
  expect(options).toEqual({ frame: true, kiosk: false, sandbox: true, nodeIntegration: false })
  await popup.getByRole('button', { name: 'Allow' }).click()
  await expect(page).toHaveTitle('done')
  await expect.poll(desk.titles).toHaveLength(2)

  await page.getByRole('button', { name: 'With nine' }).click()
  await expect.poll(desk.titles).toHaveLength(6)
})

test('a server that cannot prove who it is gets nothing, and that is said', async ({ desk }) => {
  const forged = await startLoginServer(sid, { tls: await selfSignedCertificate() })
  await desk.start(`${forged.origin}/login`)
  const bar = await pageAt(desk.shell, '/sign-in.html')
  await expect(
    bar.getByText('The server cannot prove who it is, so nothing is sent there (ERR_CERT_AUTHORITY_INVALID).'),
  ).toBeVisible()
  expect(forged.seen).toEqual([])
  await forged.close()
})

test('a second wish for the same session brings its window to the front, and the end of the program ends it', async ({
  desk,
}) => {
  await desk.open()
  await desk.open()
  expect(await desk.titles()).toHaveLength(2)
  await desk.shell.evaluate(() => Reflect.get(globalThis, 'closeAll')())
  await expect.poll(desk.answers).toEqual([null, null])
  expect(await desk.titles()).toHaveLength(1)
})

test('the window goes with the one that it belongs to', async ({ desk }) => {
  await desk.open()
  await desk.shell.evaluate(({ BrowserWindow, app }) => {
    app.on('window-all-closed', () => {})
    BrowserWindow.getAllWindows()[0]?.close()
  })
  await expect.poll(desk.answers).toEqual([null])
})
