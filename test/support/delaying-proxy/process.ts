import { connect, createServer, type Socket } from 'node:net'

/** Where it leads, and what it makes of the way. */
export interface DelayingProxyOptions {
  readonly port: number
  /** Time there and back. */
  readonly roundTripMs: number
  /** More connections than this are reset; null for none too many. */
  readonly mostConnections: number | null
}

const options: DelayingProxyOptions = JSON.parse(process.argv[2] ?? '')
const oneWayMs = options.roundTripMs / 2
let open = 0

/** Hands on what comes, in order, each piece after its time on the way. */
function carry(from: Socket, to: Socket): void {
  const underWay: { readonly dueAt: number; readonly bytes: Buffer | null }[] = []
  let timer: NodeJS.Timeout | undefined
  const arrive = () => {
    timer = undefined
    const now = performance.now()
    for (let next = underWay[0]; next !== undefined; next = underWay[0]) {
      // Timers count in whole milliseconds.
      if (next.dueAt > now + 0.5) {
        timer = setTimeout(arrive, next.dueAt - now)
        return
      }
      underWay.shift()
      if (next.bytes === null) to.end()
      else to.write(next.bytes)
    }
  }
  const send = (bytes: Buffer | null) => {
    underWay.push({ dueAt: performance.now() + oneWayMs, bytes })
    timer ??= setTimeout(arrive, oneWayMs)
  }
  from.on('data', send)
  from.on('end', () => send(null))
  to.once('close', () => clearTimeout(timer))
}

const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true }, (near) => {
  near.on('error', () => undefined)
  if (open >= (options.mostConnections ?? Infinity)) {
    near.resetAndDestroy()
    return
  }
  open++
  near.once('close', () => open--)
  // The handshake of TCP is local: it takes its way here.
  setTimeout(() => {
    const far = connect({ host: '127.0.0.1', port: options.port, allowHalfOpen: true, noDelay: true })
    far.on('error', () => near.destroy())
    far.once('close', () => near.destroy())
    near.once('close', () => far.destroy())
    carry(near, far)
    carry(far, near)
    near.resume()
  }, options.roundTripMs)
})
server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
process.on('disconnect', () => process.exit(0))
