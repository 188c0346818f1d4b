import { connect, type Socket } from 'node:net'
import { type Asked, addressOf } from './asked.ts'

const granted = 0x5a
const rejected = 0x5b
const rejectedUser = 0x5d

/** One connection of a SOCKS 4a proxy: CONNECT alone. `user`: the user id it wants, null for any. */
export function serveSocks4(socket: Socket, user: string | null, asked: Asked[]): void {
  let head = Buffer.alloc(0)
  const answer = (code: number) => socket.write(Buffer.from([0, code, 0, 0, 0, 0, 0, 0]))
  const read = (bytes: Buffer) => {
    head = Buffer.concat([head, bytes])
    const wish = wishIn(head)
    if (wish === null) return
    socket.off('data', read)
    socket.pause()
    if (user !== null && wish.user !== user) {
      answer(rejectedUser)
      socket.end()
      return
    }
    asked.push({ host: wish.host, port: wish.port, how: 'tunnel' })
    const onward = connect({ host: addressOf(wish.host), port: wish.port })
    onward.once('connect', () => {
      answer(granted)
      socket.pipe(onward).pipe(socket)
    })
    onward.on('error', () => {
      answer(rejected)
      socket.end()
    })
    socket.on('error', () => onward.destroy())
    socket.on('close', () => onward.destroy())
  }
  socket.on('data', read)
}

/** Version, command, port, address, user id; and for the address 0.0.0.x the name behind it. */
function wishIn(head: Buffer): { user: string; host: string; port: number } | null {
  const userEnd = head.indexOf(0, 8)
  if (userEnd < 0) return null
  const user = head.toString('utf8', 8, userEnd)
  const port = head.readUInt16BE(2)
  const isName = head[4] === 0 && head[5] === 0 && head[6] === 0 && head[7] !== 0
  if (!isName) return { user, port, host: [...head.subarray(4, 8)].join('.') }
  const nameEnd = head.indexOf(0, userEnd + 1)
  return nameEnd < 0 ? null : { user, port, host: head.toString('utf8', userEnd + 1, nameEnd) }
}
