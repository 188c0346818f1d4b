import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

/** What is used of Node's parser, which is documented nowhere: where it is not as expected, nothing is changed. */
interface Parser {
  readonly incoming: unknown
  [callback: number]: unknown
}

type OnBody = (this: Parser, piece: Buffer) => void

/** Below this there is little to gain. */
const leastBytes = 131_072

/**
 * Hands over the body of a large answer as it is read from the connection. Node's parser copies each piece of a body for
 * whom it passes it on to; with nobody to pass it on to it only counts, and finds the end all the same. To be called
 * with the `response` event; what came together with the head goes the usual way, and so does the last piece.
 */
export function readPastParser(message: IncomingMessage): void {
  const { socket } = message
  const length = plainLength(message)
  const parser = parserOf(socket)
  const at = parser === null ? null : bodyCallback(parser)
  if (length < leastBytes || parser === null || at === null) return
  const onBody = parser[at]
  if (!isOnBody(onBody)) return

  let left = length
  let isPast = false
  const counting: OnBody = function (piece) {
    left -= piece.length
    onBody.call(this, piece)
  }
  const before = (bytes: Buffer) => {
    isPast = parserOf(socket) === parser && parser.incoming === message && bytes.length < left
    if (isPast) parser[at] = undefined
    else stop()
  }
  const after = (bytes: Buffer) => {
    if (!isPast) return
    parser[at] = onBody
    left -= bytes.length
    // Only now: whoever takes it may give its memory back at once.
    if (!message.destroyed && !message.push(bytes)) socket.pause()
  }
  const stop = () => {
    socket.off('data', before)
    socket.off('data', after)
  }
  parser[at] = counting
  process.nextTick(() => {
    parser[at] = onBody
    if (message.complete || message.destroyed) return
    socket.prependListener('data', before)
    socket.on('data', after)
    message.once('close', stop)
  })
}

/** Bytes of a body that comes as it is and whose length is told (RFC 9112 §6.3); 0 for any other. */
function plainLength({ headers }: IncomingMessage): number {
  const told = headers['content-length']
  if (headers['transfer-encoding'] !== undefined || told === undefined || !/^\d{1,15}$/.test(told)) return 0
  return Number(told)
}

function parserOf(socket: Socket): Parser | null {
  const parser: unknown = Reflect.get(socket, 'parser')
  return isParser(parser) ? parser : null
}

/** Under which number a parser keeps whom it passes bodies on to. */
function bodyCallback(parser: Parser): number | null {
  const number: unknown = Reflect.get(parser.constructor, 'kOnBody')
  return typeof number === 'number' ? number : null
}

function isParser(value: unknown): value is Parser {
  return typeof value === 'object' && value !== null && 'incoming' in value
}

function isOnBody(value: unknown): value is OnBody {
  return typeof value === 'function'
}
