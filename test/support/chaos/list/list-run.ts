import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Episode, Job } from '../../../../src-preload/contract/index.ts'
import { ServerElsewhere } from '../../faulty-server/elsewhere.ts'
import { contentOf } from '../../faulty-server.ts'
import { SeededRandom } from '../../seeded-random.ts'
import { type Home, newHome, type Staffel, startStaffel } from '../../staffel.ts'
import { readDataCopy } from '../data-copy.ts'
import { killBackups, killMigration, MigrationPlace } from './kept-lists.ts'
import { asExpected, asFound, type ExpectedList, emptyList, identified, listed, type Step } from './list-model.ts'
import { StepPlanner } from './step-planner.ts'

export const listKills = ['adding', 'reordering', 'pausing', 'removing', 'finishing', 'migrating', 'backing up'] as const
export type ListKill = (typeof listKills)[number]

export interface ListChaosOutcome {
  /** Nothing may stand here. */
  readonly problems: readonly string[]
  readonly kills: Readonly<Record<ListKill, number>>
  /** Kills that met a request whose answer never came. */
  readonly unanswered: number
  /** Of those, how often the change was there afterwards. */
  readonly kept: number
  readonly jobs: number
  readonly finished: number
  readonly seconds: number
}

export interface ListChaosOptions {
  readonly kills: number
  readonly seed: number
  readonly onKill?: (kills: number) => void
}

const file = { size: 3_000, bytesPerSecond: 20_000, seed: 7 }
/** A list that is worth reordering. */
const fewestJobs = 12
const settings = { maxSlots: 6, maxConnectionsPerHost: 64, minFreeBytes: 0 }

/**
 * Kills the program in the middle of each kind of change to its list, in turn, and compares the list it has afterwards
 * with the one that it last confirmed. A change without an answer is there as a whole, or not at all.
 */
export async function listChaosRun({ kills, seed, onKill }: ListChaosOptions): Promise<ListChaosOutcome> {
  const run = await ListRun.start(seed)
  try {
    for (let count = 0; count < kills; count++) {
      await run.liveAndDie(listKills[count % listKills.length] ?? 'adding')
      onKill?.(count + 1)
    }
    return await run.finish()
  } finally {
    await run.close()
  }
}

class ListRun {
  readonly #random: SeededRandom
  readonly #planner: StepPlanner
  readonly #server: ServerElsewhere
  readonly #home: Home
  readonly #migration: MigrationPlace
  readonly #problems: string[] = []
  readonly #kills = Object.fromEntries(listKills.map((kind) => [kind, 0])) as Record<ListKill, number>
  /** Episodes that the program said to be finished, with the titles of their jobs. */
  readonly #finished = new Map<string, string>()
  /** How long a change of each kind took lately, in milliseconds. */
  readonly #lengths = new Map<string, number>()
  readonly #startedAt = performance.now()
  #list: ExpectedList = emptyList
  #inDoubt: Step | null = null
  #unanswered = 0
  #kept = 0

  private constructor(seed: number, server: ServerElsewhere, url: string, home: Home, migration: MigrationPlace) {
    this.#random = new SeededRandom(seed)
    this.#planner = new StepPlanner(this.#random, url)
    this.#server = server
    this.#home = home
    this.#migration = migration
  }

  static async start(seed: number): Promise<ListRun> {
    const server = await ServerElsewhere.start()
    const [url = ''] = await server.serve(['/deed.pdf'], file)
    return new ListRun(seed, server, url, await newHome(), await MigrationPlace.make())
  }

  async close(): Promise<void> {
    await this.#server.close()
    await this.#home.remove()
    await this.#migration.remove()
  }

  async liveAndDie(kind: ListKill): Promise<void> {
    this.#kills[kind] += 1
    if (kind === 'migrating') this.#problems.push(...(await killMigration(this.#migration, this.#random)))
    else if (kind === 'backing up') this.#problems.push(...(await killBackups(this.#random)))
    else {
      const staffel = await this.#born()
      try {
        if (kind === 'finishing') await this.#finishing(staffel)
        else await this.#changing(staffel, kind)
      } finally {
        await staffel.kill('SIGKILL')
      }
      const data = await readDataCopy(this.#home.data)
      if (data?.integrity !== 'ok') this.#problems.push(`after a kill while ${kind} the database is damaged: ${data?.integrity}`)
    }
  }

  /** The list is looked at a last time, and the program ends in order. */
  async finish(): Promise<ListChaosOutcome> {
    const staffel = await this.#born()
    const code = await staffel.kill('SIGTERM')
    if (code !== 0) this.#problems.push(`at the end it left with code ${code}`)
    return {
      problems: this.#problems,
      kills: this.#kills,
      unanswered: this.#unanswered,
      kept: this.#kept,
      jobs: this.#list.jobs.length,
      finished: this.#finished.size,
      seconds: (performance.now() - this.#startedAt) / 1_000,
    }
  }

  async #born(): Promise<Staffel> {
    const staffel = await startStaffel(this.#home)
    await this.#compare(staffel)
    await staffel.patchSettings(settings)
    return staffel
  }

  /** A few changes that are answered, then one in whose middle the program dies. */
  async #changing(staffel: Staffel, kind: Step['kind']): Promise<void> {
    const missing = Math.max(0, fewestJobs - this.#list.jobs.length)
    const before = [...Array<Step['kind']>(missing).fill('adding'), ...Array<Step['kind']>(this.#random.between(0, 2)).fill(kind)]
    for (const answered of before) {
      const step = this.#planner.next(answered, this.#list)
      const begunAt = performance.now()
      await this.#ask(staffel, step)
      this.#lengths.set(lengthKey(step), performance.now() - begunAt)
      await this.#done(staffel, step)
    }
    const step = this.#planner.next(kind, this.#list)
    let isAnswered = false
    const asked = this.#ask(staffel, step).then(
      () => {
        isAnswered = true
      },
      () => undefined,
    )
    await sleep(this.#random.fraction() * 1.2 * (this.#lengths.get(lengthKey(step)) ?? 20))
    await staffel.kill('SIGKILL')
    await asked
    if (isAnswered) this.#list = step.after(this.#list)
    else {
      this.#unanswered += 1
      this.#inDoubt = step
    }
  }

  async #finishing(staffel: Staffel): Promise<void> {
    if (this.#list.isPaused) await staffel.post('/queue/resume')
    this.#list = { ...this.#list, isPaused: false }
    const small = this.#planner.next('adding', this.#list)
    await this.#ask(staffel, small)
    await this.#done(staffel, small)
    await sleep(this.#random.fraction() * 1_200)
    for (const job of this.#list.jobs.slice(0, 20)) {
      const { items } = await staffel.get<{ items: Episode[] }>(`/jobs/${job.id}/episodes?status=completed&limit=1000`)
      for (const { id } of items) this.#finished.set(id, job.title)
    }
  }

  async #ask(staffel: Staffel, { method, path, body }: Step): Promise<void> {
    const { status } = await staffel.call(method, path, body)
    if (status >= 300) this.#problems.push(`${method} ${path} was answered ${status}`)
  }

  async #done(staffel: Staffel, step: Step): Promise<void> {
    this.#list = identified(step.after(this.#list), (await jobsOf(staffel)).items)
    this.#forgetRemoved()
  }

  /** The list as it is now is the last one confirmed, or that with the change in doubt. */
  async #compare(staffel: Staffel): Promise<void> {
    const { items } = await jobsOf(staffel)
    const { paused } = await staffel.stats()
    const without = this.#list
    const withIt = this.#inDoubt?.after(without) ?? without
    const isSame = (list: ExpectedList) => asFound(items, paused, list) === asExpected(list)
    if (isSame(withIt)) {
      if (this.#inDoubt !== null && !isSame(without)) this.#kept += 1
      this.#list = identified(withIt, items)
    } else if (isSame(without)) this.#list = identified(without, items)
    else {
      const doubt = this.#inDoubt === null ? '' : ` with or without ${this.#inDoubt.method} ${this.#inDoubt.path}`
      this.#problems.push(`the list should be${doubt}\n${asExpected(without)}\nand is\n${asFound(items, paused, without)}`)
      // What follows is held against what is there: one loss is told once.
      this.#list = listed(items, paused)
    }
    this.#inDoubt = null
    this.#forgetRemoved()
    await this.#compareFinished(staffel)
  }

  #forgetRemoved(): void {
    const titles = new Set(this.#list.jobs.map(({ title }) => title))
    for (const [id, title] of this.#finished) if (!titles.has(title)) this.#finished.delete(id)
  }

  async #compareFinished(staffel: Staffel): Promise<void> {
    const ids = [...this.#finished.keys()]
    for (let looks = 0; looks < Math.min(20, ids.length); looks++) {
      const id = this.#random.oneOf(ids)
      const { status, body } = await staffel.call<Episode>('GET', `/episodes/${id}`)
      const bytes = status === 200 ? await readFile(body.path ?? '').catch(() => null) : null
      const isWhole = bytes?.equals(contentOf(file.seed, 0, file.size)) === true
      if (status === 200 && body.status === 'completed' && isWhole) continue
      this.#problems.push(`${id} was finished, and is ${body.status} (${status}) with ${bytes?.length ?? 'no'} bytes`)
    }
  }
}

function jobsOf(staffel: Staffel): Promise<{ items: Job[] }> {
  return staffel.get('/jobs?limit=1000')
}

function lengthKey({ kind, path, body }: Step): string {
  const isLong = body !== undefined && 'episodes' in body && Array.isArray(body.episodes) && body.episodes.length > 1_000
  return `${kind} ${path.startsWith('/jobs/') ? '' : path} ${isLong}`
}
