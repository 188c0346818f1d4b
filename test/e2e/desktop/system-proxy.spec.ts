import { FaultyServer } from '../../support/faulty-server.ts'
import { RealProxy } from '../../support/proxies.ts'
import { StaffelWindow } from '../../support/window/staffel-window.ts'
import { expect, test } from '../fixtures.ts'

test('downloads go the way that the system says, proxy or not', async ({ page, app }) => {
  const server = await FaultyServer.start()
  for (const path of ['/one.bin', '/two.bin']) server.serve(path, { size: 1_000 })
  const proxy = await RealProxy.start('socks5')
  const window = new StaffelWindow(page)

  await app.shell?.evaluate(
    ({ session }, proxyRules) => session.defaultSession.setProxy({ proxyRules }),
    `socks5://127.0.0.1:${proxy.port}`,
  )
  // A name that only the proxy knows.
  await window.add([server.url('/one.bin').replace('127.0.0.1', 'files.invalid')], 'By the system')
  await expect(window.cell('By the system', 'state')).toContainText('Finished')
  expect(proxy.asked.map(({ host }) => host)).toEqual(['files.invalid'])

  await app.shell?.evaluate(({ session }) => session.defaultSession.setProxy({}))
  await window.add([server.url('/two.bin')], 'Directly')
  await expect(window.cell('Directly', 'state')).toContainText('Finished')
  expect(proxy.asked).toHaveLength(1)
  await proxy.close()
  await server.close()
})
