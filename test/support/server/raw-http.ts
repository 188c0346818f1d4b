import { connect } from 'node:net'

export interface RawAnswer {
  /** 0 where the connection was closed without an answer. */
  readonly status: number
  /** Names in lower case; of repeated ones the last. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Sends bytes as they are to 127.0.0.1 and reads what comes back until the other side closes or `untilHead` is satisfied. */
export function sendRaw(
  port: number,
  parts: string | readonly string[],
  options: { readonly untilHead?: boolean } = {},
): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    const finish = () => {
      socket.destroy()
      resolve(parseAnswer(text))
    }
    socket.on('connect', () => {
      for (const part of typeof parts === 'string' ? [parts] : parts) socket.write(part)
    })
    socket.on('data', (data) => {
      text += data.toString('latin1')
      if (options.untilHead && text.includes('\r\n\r\n')) finish()
    })
    // A reset after the answer is no less an end.
    socket.on('error', finish)
    socket.on('close', finish)
  })
}

/** The head of a request with these header lines; `Connection: close` comes along. */
export function head(line: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${line} HTTP/1.1\r\n${lines.join('')}Connection: close\r\n\r\n`
}

/** The head of a WebSocket's opening handshake (RFC 6455 §4.1). */
export function upgradeHead(path: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `GET ${path} HTTP/1.1\r\n${lines.join('')}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`
}

function parseAnswer(text: string): RawAnswer {
  const [top = '', ...rest] = text.split('\r\n\r\n')
  const [statusLine = '', ...lines] = top.split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  return { status: Number(statusLine.split(' ')[1] ?? 0), headers, body: rest.join('\r\n\r\n') }
}
