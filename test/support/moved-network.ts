import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { availableParallelism } from 'node:os'
import { openCore } from '../../src-main/entry/core.ts'
import { FirstThread } from '../../src-main/transfer/pool/first-thread.ts'
import { contentOf } from './faulty-server/content.ts'
import { testKey } from './secret-box.ts'
import { newHome, until } from './staffel.ts'

/**
 * Runs in a network of its own: one end of a cable here, the other in a second network with a server. In the middle of
 * a download this end gets another address, as a machine does that is carried from one network to the next. Writes what
 * it saw as JSON. Called as `… serve` it is that server. The addresses are those of examples (RFC 5737), and lead nowhere.
 */
const ip = (...args: readonly string[]) => execFileSync('ip', args)
const serverAddress = '192.0.2.1'
const port = 8_094
const size = 4_000_000
const bytesPerSecond = 800_000

if (process.argv[2] === 'serve') serve()
else await move()

/** Sends slowly, so that there is a middle; ranges from a byte on are all that is asked for. */
function serve(): void {
  const content = contentOf(94, 0, size)
  createServer((socket: Socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (request) => {
      const from = Number(/range: bytes=(\d+)-/i.exec(request.toString())?.[1] ?? 0)
      socket.write(
        `HTTP/1.1 206 Partial Content\r\ncontent-length: ${size - from}\r\ncontent-range: bytes ${from}-${size - 1}/${size}\r\netag: "one"\r\naccept-ranges: bytes\r\nconnection: close\r\n\r\n`,
      )
      let sent = from
      const timer = setInterval(() => {
        socket.write(content.subarray(sent, sent + bytesPerSecond / 20))
        sent += bytesPerSecond / 20
        if (sent >= size) {
          clearInterval(timer)
          socket.end()
        }
      }, 50)
      socket.once('close', () => clearInterval(timer))
    })
  }).listen(port, serverAddress, () => process.stdout.write('ready\n'))
}

async function move(): Promise<void> {
  // The second network lives as long as this process in it.
  const other = spawn('unshare', ['--net', 'sleep', '120'], { stdio: 'ignore' })
  await until(async () => networkOf(other) !== networkOf(process), Boolean, 2_000)
  const inside = ['--net', '--target', String(other.pid)]
  ip('link', 'set', 'lo', 'up')
  ip('link', 'add', 'here', 'type', 'veth', 'peer', 'name', 'there', 'netns', String(other.pid))
  ip('address', 'add', '192.0.2.2/24', 'dev', 'here')
  ip('link', 'set', 'here', 'up')
  execFileSync('nsenter', [...inside, 'ip', 'address', 'add', `${serverAddress}/24`, 'dev', 'there'])
  execFileSync('nsenter', [...inside, 'ip', 'link', 'set', 'there', 'up'])
  const server = spawn('nsenter', [...inside, process.execPath, import.meta.filename, 'serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve) => server.stdout.once('data', resolve))
  const home = await newHome()
  const core = openCore({
    mode: 'web',
    dataDirectory: home.data,
    downloadDirectory: home.downloads,
    allowedFolders: null,
    // Far longer than this may take: nobody is to wait until silence is noticed.
    forced: { stallTimeoutMs: 60_000, minFreeBytes: 0, retry: { maxAttempts: 1 }, maxConnectionsPerEpisode: 1 },
    firstThread: new FirstThread(new URL('../../src-main/transfer/worker/main.ts', import.meta.url), availableParallelism()),
    sourceWorkerUrl: new URL('../../src-main/sources/worker/main.ts', import.meta.url),
    desktop: null,
    signInWindow: null,
    systemProxy: null,
    secretKeys: { keys: [testKey], keptBy: 'file' },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    isListWhole: false,
    lock: { release: () => undefined },
  })
  const { queue } = core
  queue.start()
  const job = await queue.jobs.add({ urls: [`http://${serverAddress}:${port}/file`] })
  if ('refused' in job) throw new Error(job.refused)
  const episode = async () => queue.read.episodes({ jobId: job.id, offset: 0, limit: 1 })?.items[0]
  await until(episode, (now) => (now?.bytesDone ?? 0) > 800_000, 10_000)
  ip('address', 'add', '192.0.2.3/24', 'dev', 'here')
  ip('address', 'del', '192.0.2.2/24', 'dev', 'here')
  // Removing an address takes along those of its own network that were second to it.
  if (!addressesHere().includes('192.0.2.3')) ip('address', 'add', '192.0.2.3/24', 'dev', 'here')
  const movedAt = performance.now()
  const atMove = (await episode())?.bytesDone ?? 0
  await until(episode, (now) => (now?.bytesDone ?? 0) > atMove + 400_000, 30_000)
  const goesOnAfterMs = Math.round(performance.now() - movedAt)
  const done = await until(episode, (now) => now?.status === 'completed' || now?.status === 'failed', 20_000)
  const isExact = done?.path != null && (await readFile(done.path)).equals(contentOf(94, 0, size))
  process.stdout.write(JSON.stringify({ goesOnAfterMs, atMove, status: done?.status, attempts: done?.attempts, isExact }))
  await core.close()
  for (const child of [server, other]) child.kill()
  await home.remove()
}

function networkOf({ pid }: Pick<ChildProcess, 'pid'>): string {
  return execFileSync('readlink', [`/proc/${pid}/ns/net`], { encoding: 'utf8' })
}

function addressesHere(): string {
  return execFileSync('ip', ['address', 'show', 'dev', 'here'], { encoding: 'utf8' })
}
