import { portMessage, portRequest } from '../../../src-preload/contract/bridge.ts'
import { expect, test } from '../fixtures.ts'

test('the page has neither Node nor Electron within reach', async ({ page }) => {
  const reachable = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in globalThis),
  )
  expect(reachable).toEqual([])
})

test('scripts and styles that are not files of the program are refused', async ({ page }) => {
  const ran = await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.inlineRan = true'
    document.head.append(script)
    const style = document.createElement('style')
    style.textContent = 'body { outline: 7px solid red !important }'
    document.head.append(style)
    return { script: 'inlineRan' in window, style: getComputedStyle(document.body).outlineWidth === '7px' }
  })
  expect(ran).toEqual({ script: false, style: false })
})

test('the page can go nowhere else', async ({ page, app }) => {
  const before = await app.shell?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())
  await page.evaluate(() => {
    location.href = 'http://127.0.0.1:9/elsewhere'
  })
  await page.evaluate(() => window.open('http://127.0.0.1:9/elsewhere'))
  await expect(page.getByRole('main')).toBeVisible()
  const after = await app.shell?.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.webContents.getURL()),
  )
  expect(before).toBe('app://staffel/index.html')
  expect(after).toEqual([before])
})

test('the page saves what it has made itself', async ({ page }) => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.evaluate(() => {
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob(['x'.repeat(20_000_000)]))
      link.download = 'file.bin'
      link.click()
    }),
  ])
  expect(await download.failure()).toBeNull()
})

test('the page is given no permission but to copy a text', async ({ page }) => {
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied')
  const may = (call: 'writeText' | 'readText') =>
    page.evaluate(
      (name) =>
        navigator.clipboard[name]('a path').then(
          () => true,
          () => false,
        ),
      call,
    )
  await page.bringToFront()
  expect(await may('writeText')).toBe(true)
  expect(await may('readText')).toBe(false)
})

test('an address that names no file of the program is not found', async ({ page }) => {
  const statuses = await page.evaluate(
    async (paths) => {
      const answers = await Promise.all(paths.map((path) => fetch(path)))
      return answers.map((answer) => answer.status)
    },
    ['/index.html', '/nothing.js', '/%2e%2e/main/desktop.js', '/..%2fmain/desktop.js', '/assets/', '/.stamp'],
  )
  expect(statuses).toEqual([200, 404, 404, 404, 404, 404])
})

test('a new port takes the place of the one before', async ({ page }) => {
  // The program's own wishes are held back, so that only the test's count.
  await page.addInitScript((wish) => {
    const post = window.postMessage.bind(window)
    Reflect.set(window, 'wishForPort', () => post(wish, location.origin))
    Reflect.set(window, 'postMessage', (message: unknown) => (message === wish ? undefined : post(message)))
  }, portRequest)
  await page.reload()
  const isFirstClosed = await page.evaluate(async (answer) => {
    const askForPort = () =>
      new Promise<MessagePort>((resolve) => {
        const receive = (event: MessageEvent) => {
          if (event.data !== answer || event.ports[0] === undefined) return
          window.removeEventListener('message', receive)
          resolve(event.ports[0])
        }
        window.addEventListener('message', receive)
        Reflect.get(window, 'wishForPort')()
      })
    const first = await askForPort()
    first.start()
    const closed = new Promise<boolean>((resolve) => first.addEventListener('close', () => resolve(true)))
    await askForPort()
    return closed
  }, portMessage)
  expect(isFirstClosed).toBe(true)
})
