import type { ClientContext, ClientLink } from '@orpc/client'
import { createORPCClient, DynamicLink } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { portMessage, portRequest, shellMarker } from '../../src-preload/contract/bridge.ts'
import type { DesktopContract } from '../../src-preload/contract/desktop.ts'
import type { Contract } from '../../src-preload/contract/index.ts'
import { reconnectDelayMs } from './reconnect.ts'

/** A server that does not answer for so long is not there. */
const probeMs = 3_000

/** Everything the core can be asked. `desktop` is answered by the desktop shell only. */
export type Client = ContractRouterClient<Contract & { desktop: DesktopContract }>

/** `denied`: the server answers, but wants a token that this browser does not have. */
export type ConnectionState = 'connecting' | 'online' | 'lost' | 'denied'

export interface Transport {
  /** Stays the same over all reconnections; calls fail while there is no connection. */
  readonly client: Client
  readonly kind: 'desktop' | 'web'
  /** Connects, and again whenever the connection is lost, until it is stopped. */
  start(listener: (state: ConnectionState) => void): () => void
}

type Link = ClientLink<ClientContext>

/** One attempt at a connection. `onClose` is called once, also where it never opened. */
interface Wire {
  open(events: { readonly onOpen: (link: Link) => void; readonly onClose: () => void }): () => void
  /** Whether the other side answers at all: asked before each attempt that follows a failed one, and cheaper than it. */
  isThere(): Promise<boolean>
  /** Whether the other side refuses this browser. */
  isDenied(): Promise<boolean>
}

/** In the shell the preload has left its mark and hands over a port; everywhere else the page opens a WebSocket. */
export function createTransport(): Transport {
  return shellMarker in window ? overWire('desktop', portWire) : overWire('web', socketWire)
}

function overWire(kind: Transport['kind'], wire: Wire): Transport {
  let current: Link | null = null
  const link = new DynamicLink<ClientContext>(() => {
    if (current === null) throw new Error('There is no connection to Staffel.')
    return current
  })
  return {
    client: createORPCClient(link),
    kind,
    start(listener) {
      let failures = 0
      let stopped = false
      let hangUp: (() => void) | null = null
      let timer: ReturnType<typeof setTimeout> | undefined

      const connectLater = () => {
        timer = setTimeout(connect, reconnectDelayMs(failures))
        failures += 1
      }
      const connect = async () => {
        clearTimeout(timer)
        timer = undefined
        const isWorthIt = failures === 0 || (await wire.isThere())
        if (stopped) return
        if (!isWorthIt) return connectLater()
        hangUp = wire.open({
          onOpen: (opened) => {
            failures = 0
            current = opened
            listener('online')
          },
          onClose: () => {
            if (stopped) return
            current = null
            listener('lost')
            connectLater()
            void wire.isDenied().then((denied) => {
              if (denied && current === null && !stopped) listener('denied')
            })
          },
        })
      }
      /** The machine woke up or the window came back: no reason to sit out the delay. */
      const hurry = () => {
        if (timer !== undefined && document.visibilityState === 'visible') void connect()
      }
      window.addEventListener('online', hurry)
      document.addEventListener('visibilitychange', hurry)
      listener('connecting')
      void connect()
      return () => {
        stopped = true
        clearTimeout(timer)
        window.removeEventListener('online', hurry)
        document.removeEventListener('visibilitychange', hurry)
        hangUp?.()
        current = null
      }
    },
  }
}

const socketWire: Wire = {
  open({ onOpen, onClose }) {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    const websocket = new WebSocket(`${scheme}://${location.host}/api/v1/ws`)
    const link = new SocketLink({ websocket })
    websocket.addEventListener('open', () => onOpen(link), { once: true })
    websocket.addEventListener('close', onClose, { once: true })
    return () => websocket.close()
  },
  // A browser holds back the sockets of a page whose sockets failed, by up to 5 s; not its requests.
  async isThere() {
    try {
      return (await fetch('/healthz', { signal: AbortSignal.timeout(probeMs) })).ok
    } catch {
      return false
    }
  },
  async isDenied() {
    try {
      const answer = await fetch('/api/v1/app', { credentials: 'same-origin' })
      return answer.status === 401 || answer.status === 403
    } catch {
      return false
    }
  },
}

const portWire: Wire = {
  open({ onOpen, onClose }) {
    let port: MessagePort | null = null
    const receive = (event: MessageEvent) => {
      const arrived = event.ports[0]
      if (event.source !== window || event.data !== portMessage || arrived === undefined) return
      window.removeEventListener('message', receive)
      port = arrived
      const link = new PortLink({ port })
      port.addEventListener('close', onClose, { once: true })
      port.start()
      onOpen(link)
    }
    window.addEventListener('message', receive)
    window.postMessage(portRequest, location.origin)
    return () => {
      window.removeEventListener('message', receive)
      port?.close()
    }
  },
  isThere: () => Promise.resolve(true),
  isDenied: () => Promise.resolve(false),
}
