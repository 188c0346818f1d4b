import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Job, SettingsPatch } from '../../src-preload/contract/index.ts'
import { Staffel } from '../support/staffel.ts'
import { launchWeb } from '../support/web/launch.ts'

/** The longest that a case may take. */
const mostMs = 900_000
/** How often the folder is looked at, which takes milliseconds of a core where it has many names, and the program asked. */
const shortestLookMs = 10
const longestLookMs = 250
const questionMs = 1_000
const lastWordMs = 60_000

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

/**
 * Adds one job and waits until it is completed. Until its files are there it is asked only now and then: questions cost
 * the program time that is not its own.
 */
export async function fetchAll(
  staffel: Staffel,
  urls: readonly string[],
  folder: string,
  job: { readonly sessionId?: string; readonly directory?: string } = {},
): Promise<void> {
  const { id } = await staffel.post<Job>('/jobs', { urls, ...job })
  const isOver = ({ status }: Job) => status === 'completed' || status === 'failed'
  const begunAt = performance.now()
  const deadline = begunAt + mostMs
  let nextQuestionAt = 0
  for (;;) {
    const finished = await finishedIn(job.directory ?? join(folder, 'files'))
    if (finished >= urls.length) break
    await sleep(lookMs(finished, urls.length, performance.now() - begunAt))
    if (performance.now() > deadline) throw new Error(`not through after ${mostMs} ms`)
    if (performance.now() < nextQuestionAt) continue
    if (isOver(await staffel.get<Job>(`/jobs/${id}`))) break
    nextQuestionAt = performance.now() + questionMs
  }
  const done = await staffel.untilJob(id, isOver, lastWordMs)
  if (done.status === 'failed') throw new Error(`Staffel failed: ${JSON.stringify(done.error)}`)
}

/** Half of the time that the rest will take, should it go on as it went so far. */
function lookMs(finished: number, files: number, elapsedMs: number): number {
  const restMs = finished === 0 ? shortestLookMs : (elapsedMs / finished) * (files - finished)
  return Math.min(longestLookMs, Math.max(shortestLookMs, restMs / 2))
}

/** Files of a run that have their names. */
async function finishedIn(directory: string): Promise<number> {
  const names = await readdir(directory).catch(() => [])
  return names.filter((name) => !name.endsWith('.part')).length
}
