import { join } from 'node:path'
import type { Job, SettingsPatch } from '../../src-preload/contract/index.ts'
import { Staffel } from '../support/staffel.ts'
import { launchWeb } from '../support/web/launch.ts'

/** The longest that a case may take. */
const mostMs = 600_000

/** Runs a fresh Staffel with everything persisted, in folders of its own, for as long as the work lasts. */
export async function withStaffel<Outcome>(
  folder: string,
  settings: SettingsPatch,
  env: Readonly<Record<string, string>>,
  work: (staffel: Staffel) => Promise<Outcome>,
): Promise<Outcome> {
  const web = await launchWeb(['--data-dir', join(folder, 'data'), '--download-dir', join(folder, 'files')], env)
  try {
    const staffel = new Staffel(web)
    await staffel.patchSettings(settings)
    return await work(staffel)
  } finally {
    await web.close()
  }
}

/** Adds one job and waits until it is completed. */
export async function fetchAll(staffel: Staffel, urls: readonly string[]): Promise<void> {
  const job = await staffel.post<Job>('/jobs', { urls })
  const done = await staffel.untilJob(job.id, ({ status }) => status === 'completed' || status === 'failed', mostMs)
  if (done.status === 'failed') throw new Error(`Staffel failed: ${JSON.stringify(done.error)}`)
}
