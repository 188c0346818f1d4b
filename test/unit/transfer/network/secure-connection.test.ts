import { createServer } from 'node:net'
import { connect } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { secured } from '../../../../src-main/transfer/worker/secure-connection.ts'
import { Trust } from '../../../../src-main/transfer/worker/trust.ts'

test('a server that takes a connection and says nothing is left alone after the time that is given', async () => {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const open = (options: Trust['options']) => connect({ ...options, host: '127.0.0.1', port })
  const trust = new Trust({ certificates: [], exceptions: [] })
  await expect(secured(open, `127.0.0.1:${port}`, trust, 50)).rejects.toMatchObject({ code: 'ETIMEDOUT' })
})
