import type { TLSSocket } from 'node:tls'
import type { Trust } from './trust.ts'

/** A server that takes a connection and then says nothing is left alone after this time, if nothing shorter is said. */
const usualPatienceMs = 60_000

/**
 * An encrypted connection to somebody who is trusted to be `host` (`name[:port]`). `open` begins one with the options it
 * is given; it is called again where authorities were learnt meanwhile. Rejects with what the connection met, or with
 * the Problem that tells what is wrong with the other side.
 */
export async function secured(
  open: (options: Trust['options']) => TLSSocket | Promise<TLSSocket>,
  host: string,
  trust: Trust,
  patienceMs = usualPatienceMs,
): Promise<TLSSocket> {
  for (;;) {
    const socket = await open(trust.options)
    await untilSecure(socket, patienceMs)
    const verdict = trust.judge(socket, host)
    if (verdict.kind === 'trusted') return socket
    socket.destroy()
    if (verdict.kind === 'refused') throw verdict.problem
  }
}

function untilSecure(socket: TLSSocket, patienceMs: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  // Nobody else knows of it so far, and it must not keep a thread from its end.
  socket.unref()
  socket.setTimeout(patienceMs, () => socket.destroy(new HandshakeTimeout()))
  socket.once('secureConnect', () => {
    socket.setTimeout(0)
    socket.ref()
    resolve()
  })
  // These stay: what happens before somebody else listens must not end the thread, and changes nothing here.
  socket.on('error', reject)
  socket.on('close', () => reject(new Error('the connection closed during the handshake')))
  return promise
}

class HandshakeTimeout extends Error {
  readonly code = 'ETIMEDOUT'
}
