import type { WireFacts } from '../protocol.ts'

/** A socket, or the stand-in of a session of HTTP/2, which is of no class. */
interface WireSocket {
  readonly remoteAddress?: string | undefined
  readonly remotePort?: number | undefined
  readonly getProtocol?: () => string | null
  readonly getCipher?: () => { readonly standardName: string }
}

/** Over what an answer came. To be asked while its connection is open. */
export function wireFacts(socket: WireSocket, httpVersion: string): WireFacts {
  const { remoteAddress, remotePort } = socket
  const host = remoteAddress?.includes(':') === true ? `[${remoteAddress}]` : remoteAddress
  return { httpVersion, remoteAddress: host === undefined ? null : `${host}:${remotePort}`, tls: tlsFacts(socket) }
}

function tlsFacts(socket: WireSocket): WireFacts['tls'] {
  const protocol = socket.getProtocol?.() ?? null
  return protocol === null ? null : { protocol, cipher: socket.getCipher?.().standardName ?? '' }
}
