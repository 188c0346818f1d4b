import { once } from 'node:events'
import { type AddressInfo, isIP } from 'node:net'
import { connect, createServer } from 'node:tls'
import { expect, test } from 'vitest'
import { isVouchedFor } from '../../../src-main/platform/certificate-path.ts'
import { type Made, makeCertificate } from '../../support/certificate-maker.ts'

const host = 'login.corp.example'
const root = await makeCertificate({ name: 'Root', isAuthority: true })
const between = await makeCertificate({ name: 'Between', by: root, isAuthority: true })

/** The server's own first. */
function isTrusted(chain: readonly Made[], authorities: readonly Made[], name = host): Promise<boolean> {
  return isVouchedFor({
    chain: chain.map(({ pem }) => pem),
    authorities: authorities.map(({ pem }) => pem),
    host: name,
    now: new Date(),
  })
}

/** What Node says of the same server, over a real connection. */
async function isTrustedByNode(chain: readonly Made[], authorities: readonly Made[], name = host): Promise<boolean> {
  const server = createServer({ key: chain[0]?.key ?? '', cert: chain.map(({ pem }) => pem).join('') }, (socket) => socket.end())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect({
    port: (server.address() as AddressInfo).port,
    host: '127.0.0.1',
    ca: authorities.map(({ pem }) => pem),
    rejectUnauthorized: false,
    ...(isIP(name) === 0 ? { servername: name } : {}),
  })
  await once(client, 'secureConnect')
  const { authorized } = client
  client.destroy()
  await new Promise((done) => server.close(done))
  return authorized
}

const own = (wish: Partial<Parameters<typeof makeCertificate>[0]> = {}) =>
  makeCertificate({ name: 'Server', by: root, hosts: [host], ...wish })
const authority = (wish: Partial<Parameters<typeof makeCertificate>[0]>) =>
  makeCertificate({ name: 'Limited', isAuthority: true, ...wish })

interface Case {
  readonly what: string
  readonly isTrusted: boolean
  readonly chain: () => Promise<readonly Made[]>
  readonly authorities?: readonly Made[]
  readonly host?: string
}

const other = await makeCertificate({ name: 'Root', isAuthority: true })
const expiredRoot = await authority({ name: 'Expired root', to: -1 })
const flat = await authority({ name: 'Flat', pathLength: 0 })
const corporate = await authority({ name: 'Corporate', permitted: ['corp.example', '10.0.0.0/8'] })
const barred = await authority({ name: 'Barred', excluded: ['corp.example'] })
const puzzling = await authority({ name: 'Puzzling', hasUnknown: true })
const notForServers = await authority({ name: 'Mail only', purposes: ['1.3.6.1.5.5.7.3.4'] })
const itself = await makeCertificate({ name: 'Itself', hosts: [host] })

const cases: readonly Case[] = [
  { what: 'signed by the authority', isTrusted: true, chain: async () => [await own()] },
  {
    what: 'signed by one whom the authority has signed',
    isTrusted: true,
    chain: async () => [await own({ by: between }), between],
  },
  {
    what: 'signed by one that the person named beside the authority, and that the server does not send',
    isTrusted: true,
    chain: async () => [await own({ by: between })],
    authorities: [root, between],
  },
  { what: 'without the one between', isTrusted: false, chain: async () => [await own({ by: between })] },
  {
    what: 'of one between that is believed by nobody',
    isTrusted: false,
    chain: async () => [await own({ by: between }), between],
    authorities: [between],
  },
  {
    what: 'of another authority with the same name',
    isTrusted: false,
    chain: async () => [await own({ by: other }), other],
  },
  {
    what: 'signed by a server',
    isTrusted: false,
    chain: async () => {
      const server = await own({ name: 'A server' })
      return [await own({ by: server }), server]
    },
  },
  { what: 'for another host', isTrusted: false, chain: async () => [await own({ hosts: ['elsewhere.example'] })] },
  { what: 'for every host of a domain', isTrusted: true, chain: async () => [await own({ hosts: ['*.corp.example'] })] },
  { what: 'for an address', isTrusted: true, chain: async () => [await own({ hosts: ['127.0.0.1'] })], host: '127.0.0.1' },
  { what: 'no longer valid', isTrusted: false, chain: async () => [await own({ to: -1 })] },
  { what: 'not yet valid', isTrusted: false, chain: async () => [await own({ from: 1 })] },
  {
    what: 'of an authority that is no longer valid',
    isTrusted: false,
    chain: async () => [await own({ by: expiredRoot })],
    authorities: [expiredRoot],
  },
  { what: 'for servers', isTrusted: true, chain: async () => [await own({ purposes: ['1.3.6.1.5.5.7.3.1'] })] },
  { what: 'for signing mail', isTrusted: false, chain: async () => [await own({ purposes: ['1.3.6.1.5.5.7.3.4'] })] },
  {
    what: 'of an authority for signing mail',
    isTrusted: false,
    chain: async () => [await own({ by: notForServers })],
    authorities: [notForServers],
  },
  {
    what: 'right below an authority that may sign nobody between',
    isTrusted: true,
    chain: async () => [await own({ by: flat })],
    authorities: [flat],
  },
  {
    what: 'two below an authority that may sign nobody between',
    isTrusted: false,
    chain: async () => {
      const extra = await authority({ name: 'Extra', by: flat })
      return [await own({ by: extra }), extra]
    },
    authorities: [flat],
  },
  {
    what: 'for a host that its authority may sign',
    isTrusted: true,
    chain: async () => [await own({ by: corporate })],
    authorities: [corporate],
  },
  {
    what: 'for one host that its authority may sign, and one that it may not',
    isTrusted: false,
    chain: async () => [await own({ by: corporate, hosts: [host, 'bank.example'] })],
    authorities: [corporate],
  },
  {
    what: 'for an address outside of the networks that its authority may sign',
    isTrusted: false,
    chain: async () => [await own({ by: corporate, hosts: [host, '192.168.0.1'] })],
    authorities: [corporate],
  },
  {
    what: 'for a host that its authority may not sign, by one between',
    isTrusted: false,
    chain: async () => {
      const extra = await authority({ name: 'Extra', by: barred })
      return [await own({ by: extra }), extra]
    },
    authorities: [barred],
  },
  {
    what: 'of an authority with a limit that nobody knows',
    isTrusted: false,
    chain: async () => [await own({ by: puzzling })],
    authorities: [puzzling],
  },
  { what: 'its own authority', isTrusted: true, chain: async () => [itself], authorities: [itself] },
  {
    what: 'its own authority, for another host',
    isTrusted: false,
    chain: async () => [itself],
    authorities: [itself],
    host: 'a.example',
  },
  { what: 'its own authority that nobody believes', isTrusted: false, chain: async () => [itself] },
]

for (const { what, isTrusted: wanted, chain, authorities = [root], host: name = host } of cases) {
  test(`a certificate ${what} is ${wanted ? '' : 'not '}vouched for, as Node has it`, async () => {
    const made = await chain()
    expect(await isTrusted(made, authorities, name)).toBe(wanted)
    expect(await isTrustedByNode(made, authorities, name)).toBe(wanted)
  })
}

test('a certificate of somebody else among those that a server sends helps it nothing', async () => {
  const [bad, good] = [await own({ by: other }), await own()]
  expect(await isTrusted([bad, good, bad], [root])).toBe(false)
})

test('authorities that have signed each other, and nobody else, come to an end', async () => {
  const one = await makeCertificate({ name: 'One', by: other, isAuthority: true })
  const again = () => makeCertificate({ name: 'One', by: one, isAuthority: true, keys: one.keys })
  const ring = await Promise.all(Array.from({ length: 8 }, again))
  expect(await isTrusted([await own({ by: one }), one, ...ring], [root])).toBe(false)
})

test('what cannot be read is not vouched for', async () => {
  const now = new Date()
  expect(await isVouchedFor({ chain: ['nothing'], authorities: [root.pem], host, now })).toBe(false)
  expect(await isVouchedFor({ chain: [], authorities: [root.pem], host, now })).toBe(false)
})
