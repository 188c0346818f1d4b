import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const build = resolve(import.meta.dirname, '../../../build')

interface Started {
  readonly process: ChildProcess
  readonly output: string[]
  readonly errors: string[]
  /** The first line on stdout. */
  readonly ready: Promise<{ event: string; url: string; token: string; pid: number }>
  readonly exited: Promise<unknown[]>
}

let folder: string
let running: Started[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staffel-start-'))
  running = []
})
afterEach(async () => {
  for (const started of running) {
    started.process.kill('SIGKILL')
    await started.exited
  }
  await rm(folder, { recursive: true, force: true })
})

function start(script: string, data: string): Started {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env
  const options = ['--json', '--port', '0', '--data-dir', join(folder, data), '--download-dir', folder]
  const child = spawn(process.execPath, [join(build, script), ...options], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const output: string[] = []
  const errors: string[] = []
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => output.push(line))
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line))
  const started = {
    process: child,
    output,
    errors,
    ready: once(lines, 'line').then(([line]) => JSON.parse(line)),
    exited: once(child, 'close'),
  }
  running.push(started)
  return started
}

describe('npm run serve', () => {
  test('says one line, and the process it names is the one that was started and takes the signals', {
    timeout: 60_000,
  }, async () => {
    const started = start('serve.mjs', 'data')
    const { event, url, pid } = await started.ready
    expect(event).toBe('ready')
    expect(pid).toBe(started.process.pid)
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    process.kill(pid, 'SIGTERM')
    expect((await started.exited)[0]).toBe(0)
    expect(started.output).toHaveLength(1)
  })

  test('two starts at the same moment, with nothing built, both come up', { timeout: 120_000 }, async () => {
    await rm(join(build, '../out/.stamp'), { force: true })
    const both = [start('serve.mjs', 'one'), start('serve.mjs', 'two')]
    const ready = await Promise.all(both.map((started) => started.ready))
    const pages = await Promise.all(ready.map(({ url, token }) => fetch(url, { headers: { authorization: `Bearer ${token}` } })))
    expect(pages.map((page) => page.status)).toEqual([200, 200])
    expect(both.flatMap(({ errors }) => errors.filter((line) => line === 'Building…'))).toHaveLength(1)
  })
})

describe('npm start', () => {
  test.runIf(process.platform === 'linux')(
    'without a display says why in one sentence and runs the web mode',
    { timeout: 60_000 },
    async () => {
      const started = start('start.mjs', 'data')
      const { pid } = await started.ready
      expect(pid).toBe(started.process.pid)
      const sentences = started.errors.filter((line) => line.includes('browser'))
      expect(sentences).toEqual(['There is no display here, so Staffel runs in the browser instead.'])
      process.kill(pid, 'SIGTERM')
      expect((await started.exited)[0]).toBe(0)
      expect(started.output).toHaveLength(1)
    },
  )
})
