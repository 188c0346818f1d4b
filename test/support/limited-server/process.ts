import { createServer, type ServerResponse } from 'node:http'
import { SeededRandom } from '../seeded-random.ts'
import type { ServerNature } from './nature.ts'

/** What the server has seen so far. */
export interface ServerCounts {
  readonly refusals: number
  readonly mostAtOnce: number
  /** Answers under way now. */
  readonly atOnce: number
  readonly resets: number
}

/** A body on its way. */
interface Answer {
  readonly response: ServerResponse
  left: number
  /** Bytes that its own speed has earned it and it has not sent. */
  earned: number
  silentUntil: number
}

const nature: ServerNature = JSON.parse(process.argv[2] ?? '')
const random = new SeededRandom(nature.seed)
const answers = new Set<Answer>()
const content = Buffer.alloc(1_048_576, 'staffel ')
const tickMs = 20
/** What a tick was late by is made up for, a longer pause of this machine is not. */
const longestTickMs = 200
/** More than this is not put into a connection that does not take it. */
const mostWaiting = 262_144
let atOnce = 0
let mostAtOnce = 0
let refusals = 0
let resets = 0

const server = createServer((request, response) => {
  const before = atOnce++
  mostAtOnce = Math.max(mostAtOnce, atOnce)
  response.once('close', () => {
    atOnce -= 1
  })
  const refusal = refusalOf(before)
  if (refusal !== null) {
    refusals += 1
    response.writeHead(refusal.status, { 'content-length': 0, ...refusal.headers }).end()
    return
  }
  const slowness = nature.slowFrom === null ? 1 : Math.max(1, atOnce / nature.slowFrom)
  setTimeout(() => answer(request.headers.range, response), nature.answerMs * slowness)
})

function refusalOf(before: number): { status: number; headers: Record<string, string> } | null {
  const { most, busyFrom } = nature
  if (most !== null && before >= most.answers) {
    return { status: most.status, headers: most.retryAfter === null ? {} : { 'retry-after': String(most.retryAfter) } }
  }
  const isBusy = busyFrom !== null && random.happens((before - busyFrom) / busyFrom)
  return isBusy ? { status: 503, headers: {} } : null
}

function answer(range: string | undefined, response: ServerResponse): void {
  if (response.destroyed) return
  const { fileBytes } = nature
  const asked = /^bytes=(\d+)-(\d*)$/.exec(range ?? '')
  const start = Number(asked?.[1] ?? 0)
  const end = Math.min(fileBytes - 1, asked?.[2] ? Number(asked[2]) : fileBytes - 1)
  const length = end - start + 1
  const headers = {
    etag: '"one"',
    'content-length': length,
    'accept-ranges': 'bytes',
    'content-type': 'application/octet-stream',
  }
  if (asked === null) response.writeHead(200, headers)
  else response.writeHead(206, { ...headers, 'content-range': `bytes ${start}-${end}/${fileBytes}` })
  const body = { response, left: length, earned: 0, silentUntil: 0 }
  answers.add(body)
  response.once('close', () => answers.delete(body))
}

let tickedAt = performance.now()
setInterval(() => {
  const now = performance.now()
  const seconds = Math.min(longestTickMs, now - tickedAt) / 1_000
  tickedAt = now
  const able = [...answers].filter(({ silentUntil, response }) => silentUntil <= now && response.writableLength < mostWaiting)
  let left = nature.inAll === null ? Infinity : nature.inAll * seconds
  // What one leaves of its share is the others'.
  for (const [place, body] of able.toSorted((one, other) => one.left - other.left).entries()) {
    const own = nature.perConnection === null ? Infinity : nature.perConnection * seconds
    const bytes = Math.min(body.left, own, left / (able.length - place), content.length) + body.earned
    left -= bytes - body.earned
    send(body, Math.min(body.left, Math.floor(bytes)), now)
    body.earned = bytes % 1
  }
}, tickMs)

function send(body: Answer, bytes: number, now: number): void {
  if (bytes <= 0) return
  body.left -= bytes
  if (happensIn(bytes, nature.resetEveryBytes)) {
    resets += 1
    body.response.destroy()
    return
  }
  if (happensIn(bytes, nature.pauseEveryBytes)) body.silentUntil = now + 500 + 1_500 * random.fraction()
  for (let sent = 0; sent < bytes; sent += content.length) body.response.write(content.subarray(0, bytes - sent))
  if (body.left > 0) return
  answers.delete(body)
  body.response.end()
}

function happensIn(bytes: number, everyBytes: number | null): boolean {
  return everyBytes !== null && random.happens(bytes / everyBytes)
}

const counts = (): ServerCounts => ({ refusals, mostAtOnce, atOnce, resets })
server.keepAliveTimeout = 30_000
server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
process.on('message', () => process.send?.(counts()))
process.on('disconnect', () => process.exit(0))
