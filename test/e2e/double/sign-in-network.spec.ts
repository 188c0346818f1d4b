import type { NetworkRules } from '../../../src-main/queue/ports.ts'
import {
  authorityCertificate,
  type Certificate,
  certificateBy,
  selfSignedCertificate,
} from '../../support/faulty-server/certificate.ts'
import { RealProxy } from '../../support/proxies.ts'
import { pageAt } from '../../support/shell/page-at.ts'
import { type Desk, expect, sid, signIn, test } from '../../support/sign-in/desk.ts'
import { startLoginServer } from '../../support/sign-in/login-server.ts'

/** A name that only proxies can look up. */
const elsewhere = 'login.invalid'
const proxySettings = { use: 'system', bypass: [], hosts: [] }

/** What the settings say from now on. */
async function configure(desk: Desk, changes: Partial<NetworkRules> & { environment?: Record<string, string> }): Promise<void> {
  await desk.shell.evaluate((_electron, given) => void Object.assign(Reflect.get(globalThis, 'network'), given), changes)
}

async function note(desk: Desk, text: RegExp | string): Promise<void> {
  const bar = await pageAt(desk.shell, '/sign-in.html')
  await expect(bar.locator('#note')).toHaveText(text)
}

test.describe('a server that only a proxy knows', () => {
  test.use({ host: elsewhere })

  for (const kind of ['http', 'socks5'] as const) {
    test(`is signed in at through the ${kind} proxy of the settings`, async ({ desk }) => {
      const proxy = await RealProxy.start(kind)
      await configure(desk, { proxies: [proxy.record()], proxy: { ...proxySettings, use: kind } })
      const opened = await desk.open()
      await signIn(opened)
      await opened.bar.getByRole('button', { name: 'Use this sign-in' }).click()
      await expect.poll(desk.answers).toHaveLength(1)
      expect((await desk.answers())[0]?.find(({ name }) => name === 'sid')?.value).toBe(sid)
      expect(new Set(proxy.asked.map(({ host }) => host))).toEqual(new Set([elsewhere]))
      await proxy.close()
    })
  }

  test('a proxy is told the user name and the password of the settings, and the page is not', async ({ desk, server }) => {
    const credentials = { username: 'anna', password: 'STAFFEL-SECRET-proxy' }
    const proxy = await RealProxy.start('http', { credentials })
    await configure(desk, { proxies: [proxy.record()], proxy: { ...proxySettings, use: 'http' } })
    const opened = await desk.open()
    await signIn(opened)
    expect(proxy.asked.length).toBeGreaterThan(1)
    expect(await opened.page.content()).not.toContain('STAFFEL-SECRET-proxy')
    expect(JSON.stringify(server.seen)).not.toMatch(/STAFFEL-SECRET-proxy|proxy-authorization/i)
    await proxy.close()
  })

  test('a proxy that refuses the password is asked once more at most, and named', async ({ desk, server }) => {
    const proxy = await RealProxy.start('http', { credentials: { username: 'anna', password: 'right' } })
    const record = proxy.record({ name: 'Office', password: 'wrong' })
    await configure(desk, { proxies: [record], proxy: { ...proxySettings, use: 'http' } })
    await desk.start()
    await note(desk, /^The proxy “Office” refuses the user name or the password/)
    expect(server.seen).toEqual([])
    expect(proxy.connections).toBeLessThanOrEqual(4)
    await proxy.close()
  })

  test('a proxy that is not there is named, and nothing goes past it', async ({ desk, server }) => {
    const proxy = await RealProxy.start('http')
    await configure(desk, { proxies: [proxy.record({ name: 'Office' })], proxy: { ...proxySettings, use: 'http' } })
    await proxy.close()
    await desk.start()
    await note(desk, 'The proxy “Office” does not connect to the server (ERR_PROXY_CONNECTION_FAILED).')
    expect(server.seen).toEqual([])
  })

  test('the proxy of one host is that host’s alone, whatever the system says of others', async ({ desk }) => {
    const proxy = await RealProxy.start('http')
    const hosts = [{ host: elsewhere, use: 'http' }]
    await configure(desk, { proxies: [proxy.record()], proxy: { ...proxySettings, hosts } })
    const opened = await desk.open()
    await signIn(opened)
    expect(proxy.asked.every(({ host }) => host === elsewhere)).toBe(true)
    expect(proxy.asked.length).toBeGreaterThan(1)
    await proxy.close()
  })

  test('the variables of the environment say the way where the settings say so', async ({ desk }) => {
    const proxy = await RealProxy.start('http', { credentials: { username: 'anna', password: 'secret' } })
    const environment = { http_proxy: `http://anna:secret@127.0.0.1:${proxy.port}` }
    await configure(desk, { environment, proxy: { ...proxySettings, use: 'environment' } })
    await signIn(await desk.open())
    expect(new Set(proxy.asked.map(({ host }) => host))).toEqual(new Set([elsewhere]))
    await proxy.close()
  })

  test('the proxy that the system names for a host is taken beside those of other hosts', async ({ desk }) => {
    const proxy = await RealProxy.start('http')
    await desk.shell.evaluate(
      ({ session }, proxyRules) => session.defaultSession.setProxy({ proxyRules }),
      `http://127.0.0.1:${proxy.port}`,
    )
    await configure(desk, { proxy: { ...proxySettings, hosts: [{ host: 'other.invalid', use: 'none' }] } })
    await signIn(await desk.open())
    expect(new Set(proxy.asked.map(({ host }) => host))).toEqual(new Set([elsewhere]))
    await proxy.close()
  })

  for (const { what, record, says } of [
    {
      what: 'wants a user name over SOCKS',
      record: { kind: 'socks5', username: 'anna' },
      says: /wants a user name over SOCKS/,
    },
    { what: 'speaks SOCKS 4', record: { kind: 'socks4' }, says: /cannot use SOCKS 4/ },
  ] as const) {
    test(`a proxy that ${what} is said to be none for this window, and nothing goes past it`, async ({ desk, server }) => {
      const proxy = await RealProxy.start('socks5')
      const proxies = [proxy.record({ ...record, id: 'a', name: 'Far away' })]
      await configure(desk, { proxies, proxy: { ...proxySettings, use: 'a' } })
      await desk.start()
      await note(desk, says)
      await note(desk, /“Far away”/)
      expect(server.seen).toEqual([])
      expect(proxy.connections).toBe(0)
      await proxy.close()
    })
  }

  test('a proxy that is gone from the settings is said to be, and nothing goes straight to the server', async ({
    desk,
    server,
  }) => {
    await configure(desk, { proxy: { ...proxySettings, use: 'gone' } })
    await desk.start()
    await note(desk, /is gone, so nothing is sent/)
    expect(server.seen).toEqual([])
  })
})

test('what the settings except from the proxy is asked directly, and what Chromium would except by itself is not', async ({
  desk,
}) => {
  const proxy = await RealProxy.start('http')
  const settings = { ...proxySettings, use: 'http' }
  await configure(desk, { proxies: [proxy.record()], proxy: { ...settings, bypass: ['<local>'] } })
  await signIn(await desk.open())
  expect(proxy.asked).toEqual([])
  await desk.shell.evaluate(() => Reflect.get(globalThis, 'closeAll')())
  await expect.poll(desk.answers).toHaveLength(1)

  await configure(desk, { proxy: settings })
  await signIn(await desk.open())
  expect(proxy.asked.length).toBeGreaterThan(1)
  await proxy.close()
})

test('a way that Chromium would not take is not left for another one', async ({ desk, server }) => {
  // Its own rules send everything for this machine straight there once a script is asked.
  const proxy = await RealProxy.start('http')
  const hosts = [{ host: '127.0.0.1', use: 'http' }]
  await configure(desk, { proxies: [proxy.record()], proxy: { ...proxySettings, hosts } })
  await desk.start()
  await note(desk, /^This window cannot take the same route as the downloads/)
  expect(server.seen).toEqual([])
  await proxy.close()
})

test.describe('an encrypted server', () => {
  let authority: Certificate
  let certificate: Certificate
  test.beforeAll(async () => {
    authority = await authorityCertificate()
    certificate = await certificateBy(authority)
  })

  test('is believed where an authority of the person’s own files vouches for it, and only for its names', async ({ desk }) => {
    const server = await startLoginServer(sid, { tls: certificate })
    await configure(desk, { certificates: [authority.cert] })
    const opened = await desk.open(`${server.origin}/login`)
    await expect(opened.bar.getByText('The connection is encrypted')).toBeVisible()
    await signIn(opened)
    await desk.shell.evaluate(() => Reflect.get(globalThis, 'closeAll')())
    await expect.poll(desk.answers).toHaveLength(1)
    await server.close()

    const other = await startLoginServer(sid, { tls: await certificateBy(await authorityCertificate()) })
    await desk.start(`${other.origin}/login`)
    await note(desk, 'The server cannot prove who it is, so nothing is sent there (ERR_CERT_AUTHORITY_INVALID).')
    expect(other.seen).toEqual([])
    await other.close()
  })

  test('is believed by the certificate that the person trusts for its host, and by no other', async ({ desk }) => {
    const tls = await selfSignedCertificate()
    const server = await startLoginServer(sid, { tls })
    const exception = (host: string) => ({ host, fingerprint256: server.fingerprint256, grantedAt: '2026-11-22T00:00:00.000Z' })
    await configure(desk, { exceptions: [exception('elsewhere.example')] })
    await desk.start(`${server.origin}/login`)
    await note(desk, /cannot prove who it is/)
    expect(server.seen).toEqual([])
    await desk.shell.evaluate(() => Reflect.get(globalThis, 'closeAll')())
    await expect.poll(desk.answers).toHaveLength(1)

    await configure(desk, { exceptions: [exception(new URL(server.origin).host)] })
    await signIn(await desk.open(`${server.origin}/login`))
    await server.close()
  })

  test('behind a proxy that signs in is believed the same way', async ({ desk }) => {
    const server = await startLoginServer(sid, { tls: await certificateBy(authority, [elsewhere]), host: elsewhere })
    const proxy = await RealProxy.start('http', { credentials: { username: 'anna', password: 'secret' } })
    await configure(desk, {
      certificates: [authority.cert],
      proxies: [proxy.record()],
      proxy: { ...proxySettings, use: 'http' },
    })
    await signIn(await desk.open(`${server.origin}/login`))
    expect(proxy.asked.every(({ how }) => how === 'tunnel')).toBe(true)
    await Promise.all([proxy.close(), server.close()])
  })
})
