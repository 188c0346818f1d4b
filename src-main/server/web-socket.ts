import type { StandardRPCHandler } from '@orpc/server/standard'
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer'
import { ServerPeer } from '@orpc/standard-server-peer'
import type { RawData, WebSocket } from 'ws'
import type { Log } from '../queue/ports.ts'

/** Close codes of RFC 6455 §7.4.1. */
const closeCodes = { goingAway: 1001, policyViolation: 1008 } as const

/**
 * Speaks oRPC's protocol over one WebSocket until it closes; then every call in progress is aborted and every event
 * stream given back. The next event is asked for only when the one before is on its way, so that a window that does
 * not read holds up its own stream and no memory. A message that is not of the protocol ends the connection.
 */
export function serveWebSocket(socket: WebSocket, handler: StandardRPCHandler<Record<never, never>>, log: Log): void {
  const peer = new ServerPeer((message) => send(socket, message))
  const handleRequest = createServerPeerHandleRequestFn(handler, { context: {} })
  const onMessage = async (data: RawData, isBinary: boolean) => {
    if (socket.readyState !== socket.OPEN) return
    try {
      await peer.message(isBinary ? toBytes(data) : toBytes(data).toString(), handleRequest)
    } catch (error) {
      // What fails once the connection is going away has nobody left to matter to.
      if (socket.readyState !== socket.OPEN) return
      log.warn('A WebSocket was closed because of a message that could not be handled', { error: String(error) })
      socket.close(closeCodes.policyViolation, 'This message cannot be handled.')
    }
  }
  socket.on('message', (data, isBinary) => void onMessage(data, isBinary))
  socket.once('close', () => peer.close())
}

/**
 * Pings every socket at the interval and drops those that have not answered the ping before: a laptop that went to
 * sleep does not say goodbye. Returns what ends it.
 */
export function startHeartbeat(sockets: ReadonlySet<WebSocket>, intervalMs: number): () => void {
  const waiting = new WeakSet<WebSocket>()
  const timer = setInterval(() => {
    for (const socket of sockets) {
      if (waiting.has(socket)) {
        socket.terminate()
      } else {
        waiting.add(socket)
        socket.once('pong', () => waiting.delete(socket))
        socket.ping()
      }
    }
  }, intervalMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** Says goodbye to every socket and ends those that do not answer within the grace. */
export async function closeAll(sockets: ReadonlySet<WebSocket>, graceMs: number): Promise<void> {
  const open = [...sockets]
  const timer = setTimeout(() => {
    for (const socket of open) socket.terminate()
  }, graceMs)
  await Promise.all(
    open.map((socket) => {
      if (socket.readyState === socket.CLOSED) return null
      const closed = new Promise((resolve) => socket.once('close', resolve))
      socket.close(closeCodes.goingAway, 'Staffel is closing.')
      return closed
    }),
  )
  clearTimeout(timer)
}

function send(socket: WebSocket, message: Parameters<WebSocket['send']>[0]): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(message, (error) => (error ? reject(error) : resolve()))
  })
}

function toBytes(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? Buffer.from(data) : data
}
