import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Job } from '../../../src-preload/contract/index.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { type Home, newHome, Staffel, startStaffel } from '../../support/staffel.ts'
import { launchWeb } from '../../support/web/launch.ts'

const preload = new URL('../../support/planted-fault.ts', import.meta.url).href
const entry = new URL('../../../src-main/entry/web.ts', import.meta.url).pathname
let server: FaultyServer
let home: Home

beforeEach(async () => {
  server = await FaultyServer.start()
  home = await newHome()
})
afterEach(async () => {
  await server.close()
  await home.remove()
})

it.skipIf(process.platform === 'win32').each(['exception', 'rejection'])(
  'a fault that nobody caught (%s) is logged, what runs comes to its checkpoint, and the program ends with code 1',
  async (kind) => {
    server.serve('/file', { size: 5_000_000, bytesPerSecond: 2_000_000 })
    const folders = ['--data-dir', home.data, '--download-dir', home.downloads]
    const staffel = new Staffel(await launchWeb(folders, { NODE_OPTIONS: `--import=${preload}`, PLANTED_FAULT: kind }, [entry]))
    const job = await staffel.post<Job>('/jobs', { urls: [server.url('/file')], connections: 1 })
    await staffel.untilJob(job.id, ({ bytesDone }) => bytesDone > 1_000_000)
    expect(await staffel.kill('SIGUSR2')).toBe(1)
    const log = await readFile(join(home.data, 'logs', 'staffel.log'), 'utf8')
    expect(log).toMatch(/"level":"error".*planted/)
    const sent = server.bytesSent('/file')
    const again = await startStaffel(home)
    try {
      await again.untilJob(job.id, ({ status }) => status === 'completed')
      // All that had come was kept: closed in order, not torn off.
      expect(server.requestsTo('/file').at(-1)?.range?.start).toBe(sent)
    } finally {
      await again.kill('SIGKILL')
    }
  },
)
