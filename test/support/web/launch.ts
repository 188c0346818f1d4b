import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import manifest from '../../../package.json' with { type: 'json' }

const root = resolve(import.meta.dirname, '../../..')
/** What `npm run serve` runs on our Node: its flags, and the script. */
const serve: readonly string[] = manifest.scripts.serve.split(' ').slice(1)
const startMs = 30_000
const graceMs = 10_000
/** Characters of stderr that are kept. */
const mostSaid = 10_000

/** The ready line of `npm run serve -- --json`, and the process behind it. */
export interface WebApplication {
  readonly url: string
  readonly token: string
  readonly pid: number
  process(): ChildProcess
  readonly exited: Promise<number | null>
  /** SIGTERM, then the end. */
  close(): Promise<void>
}

/**
 * Starts the web mode on a free port, as the person would, or with another script and its flags. Fails with what it said on stderr.
 * `onSpawn` gets the process before it is ready.
 */
export async function launchWeb(
  options: readonly string[],
  env: Readonly<Record<string, string>> = {},
  entry: readonly string[] = serve,
  onSpawn: (child: ChildProcess) => void = () => undefined,
): Promise<WebApplication> {
  const child = spawn(process.execPath, [...entry, '--json', '--port', '0', ...options], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onSpawn(child)
  const exited = new Promise<number | null>((done) => child.once('exit', done))
  const { url, token, pid } = await readyLine(child, exited)
  return {
    url,
    token,
    pid,
    process: () => child,
    exited,
    async close() {
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), graceMs)
      await exited
      clearTimeout(late)
    },
  }
}

async function readyLine(
  child: ChildProcess & { readonly stdout: NodeJS.ReadableStream; readonly stderr: NodeJS.ReadableStream },
  exited: Promise<number | null>,
): Promise<{ url: string; token: string; pid: number }> {
  const lines = createInterface({ input: child.stdout })
  const line = new Promise<string>((done) => lines.once('line', done))
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString()}`.slice(-mostSaid)
  })
  const ended = exited.then((code) =>
    Promise.reject(new Error(`the web mode ended with code ${code} before it was ready: ${said}`)),
  )
  const late = setTimeout(() => child.kill('SIGKILL'), startMs)
  try {
    return JSON.parse(await Promise.race([line, ended]))
  } finally {
    clearTimeout(late)
  }
}
