import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Job } from '../../src-preload/contract/index.ts'
import type { Nginx } from '../support/nginx.ts'
import { Staffel } from '../support/staffel.ts'
import { launchWeb } from '../support/web/launch.ts'
import type { BenchCase } from './cases.ts'
import { type Cost, measured } from './measured.ts'

/** One run of a case into an empty folder. */
export type Contender = (bench: BenchCase, urls: readonly string[], folder: string) => Promise<Cost>

/** Staffel by its public interface, with everything persisted; a fresh program for each run, started outside of the measurement. */
export function staffelContender(nginx: Nginx): Contender {
  return async (bench, urls, folder) => {
    const folders = ['--data-dir', join(folder, 'data'), '--download-dir', join(folder, 'files')]
    const web = await launchWeb(folders, { NODE_EXTRA_CA_CERTS: nginx.certificateFile })
    try {
      const staffel = new Staffel(web)
      await staffel.patchSettings({
        maxSlots: bench.slots,
        maxConnectionsPerEpisode: bench.connections,
        maxConnectionsPerHost: 64,
      })
      return await measured(web.pid, async () => {
        const job = await staffel.post<Job>('/jobs', { urls })
        const done = await staffel.untilJob(job.id, ({ status }) => status === 'completed' || status === 'failed', 120_000)
        if (done.status === 'failed') throw new Error(`Staffel failed: ${JSON.stringify(done.error)}`)
      })
    } finally {
      await web.close()
    }
  }
}

/** aria2c with the same numbers of files and connections; its session is not saved. */
export function aria2Contender(nginx: Nginx): Contender {
  return async (bench, urls, folder) => {
    const list = join(folder, 'list.txt')
    await writeFile(list, urls.join('\n'))
    const many = [`-j${bench.slots}`, `-x${bench.connections}`, `-s${bench.connections}`, '-k1M']
    const child = spawn('aria2c', [
      '-q',
      ...many,
      `--ca-certificate=${nginx.certificateFile}`,
      '-i',
      list,
      '-d',
      join(folder, 'files'),
    ])
    await once(child, 'spawn')
    return measured(child.pid ?? 0, async () => {
      const [code] = await once(child, 'exit')
      if (code !== 0) throw new Error(`aria2c ended with ${code}`)
    })
  }
}

/** Whether a program can be run. */
export async function isInstalled(program: string): Promise<boolean> {
  const child = spawn(program, ['--version'], { stdio: 'ignore' })
  return new Promise((resolve) => {
    child.once('error', () => resolve(false))
    child.once('exit', () => resolve(true))
  })
}
