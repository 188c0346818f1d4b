import type { Page } from '@playwright/test'
import type { Job, Stats } from '../../src-preload/contract/index.ts'
import { ServerElsewhere } from '../support/faulty-server/elsewhere.ts'
import { type Staffel, until } from '../support/staffel.ts'
import { StaffelWindow } from '../support/window/staffel-window.ts'
import { withStaffel } from './staffel-run.ts'

const jobs = 50
const episodesOfJob = 5_000
const running = 50
/** Never finished while it is looked at. */
const endless = { size: 1_000_000_000, bytesPerSecond: 50_000, pieceMs: 100 }

const rows = jobs * (episodesOfJob + 1)
/** What the list holds, in words. */
export const largeList = `${rows} rows while ${running} episodes run`
/** A word that every title has another one of, by its last letter; two of them have the same. */
export const wordOf = (job: number) => `q${'abcdefghijklmnopqrstuvwxyz'.charAt(job % 26)}`
const titleOf = (job: number) => `Parish ${job} ${wordOf(job)}`
/** The job at the top of it. */
export const firstJob = titleOf(1)

/** Gives a Staffel with a quarter of a million rows of which fifty run. */
export async function withLargeList<Outcome>(folder: string, work: (staffel: Staffel) => Promise<Outcome>): Promise<Outcome> {
  const server = await ServerElsewhere.start()
  try {
    const [url = ''] = await server.serve(['/deed.pdf'], endless)
    return await withStaffel(folder, { maxSlots: running, maxConnectionsPerHost: 64 }, {}, async (staffel) => {
      await fill(staffel, url)
      return work(staffel)
    })
  } finally {
    await server.close()
  }
}

async function fill(staffel: Staffel, url: string): Promise<void> {
  for (let job = 1; job <= jobs; job++) {
    const episodes = Array.from({ length: episodesOfJob }, (_, index) => ({
      url,
      fileName: `deed-${job}-${String(index + 1).padStart(4, '0')}.pdf`,
    }))
    await staffel.post<Job>('/jobs', { title: titleOf(job), episodes, connections: 1 })
  }
  await until(
    () => staffel.get<Stats>('/stats'),
    ({ slots }) => slots.active === running,
    30_000,
  )
}

/** Opens every job, by keyboard, unless they are; the list stands at its beginning then. */
export async function openAll(page: Page): Promise<void> {
  const { table } = new StaffelWindow(page)
  await table.focus()
  await page.keyboard.press('Home')
  if ((await table.getAttribute('aria-rowcount')) === String(rows + 1)) return
  await page.keyboard.press('End')
  for (let job = jobs; job >= 1; job--) {
    await page.keyboard.press('ArrowRight')
    const opened = (jobs - job + 1) * episodesOfJob + jobs + 1
    await page.waitForFunction(
      (count) => document.querySelector('[role=treegrid]')?.getAttribute('aria-rowcount') === String(count),
      opened,
    )
    if (job > 1) await page.keyboard.press('ArrowUp')
  }
  await page.keyboard.press('Home')
}
