import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Episode, Job } from '../../../../src-preload/contract/index.ts'
import { ServerElsewhere } from '../../faulty-server/elsewhere.ts'
import { contentOf } from '../../faulty-server.ts'
import { SeededRandom } from '../../seeded-random.ts'
import { type Staffel, startStaffel, until } from '../../staffel.ts'
import { readDataCopy } from '../data-copy.ts'
import { isTrue } from '../inspection.ts'
import { type ChaosOptions, type KillRun, killRounds } from '../kill-rounds.ts'
import { killBackups, killMigration, MigrationPlace } from './kept-lists.ts'
import {
  asExpected,
  asFound,
  type ExpectedList,
  emptyList,
  identified,
  listed,
  removingForNow,
  type Step,
  undoing,
} from './list-model.ts'
import { killedProcess, type Mortal } from './mortal.ts'
import { type PlannedKind, StepPlanner } from './step-planner.ts'

const changes = ['adding', 'reordering', 'pausing', 'removing', 'undoing', 'finishing'] as const
const listKills = [...changes, 'migrating', 'backing up'] as const
type ListKill = (typeof listKills)[number]

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
  /** Finished files that were gone or unfinished afterwards, and queued again. */
  readonly queuedAgain: number
  /** Deaths in the middle of clearing away what removed jobs had left. */
  readonly interrupted: number
  readonly seconds: number
}

export interface ListChaosOptions extends ChaosOptions {
  /** What dies: by default the process. Where more than that is forgotten, only changes of the list and files count. */
  readonly mortal?: Mortal
}

const files = {
  '/deed.pdf': { size: 3_000, bytesPerSecond: 20_000, seed: 7 },
  '/volume.pdf': { size: 5_000_000, bytesPerSecond: 1_500_000, seed: 8 },
} as const
type Path = keyof typeof files
/** So many of the finished files are read again after each death. */
const completedShare = 0.1
/** A list that is worth reordering. */
const fewestJobs = 12
/** Within this time a start has cleared away what removed jobs have left. */
const clearingMs = 20_000
/** A change whose like was not measured yet is taken to last so long, in milliseconds. */
const guessedLength = 5
/** The program dies at a random moment within so many lengths of a change, or less (`#reach`). */
const widestReach = 1.2
const settings = { maxSlots: 6, maxConnectionsPerHost: 64, minFreeBytes: 0 }

/**
 * Kills the program in the middle of each kind of change to its list, in turn, and compares the list it has afterwards
 * with the one that it last confirmed. A change without an answer is there as a whole, or not at all.
 */
export async function listChaosRun({ mortal, ...options }: ListChaosOptions): Promise<ListChaosOutcome> {
  return killRounds(await ListRun.start(options.seed, mortal ?? (await killedProcess())), options)
}

class ListRun implements KillRun<ListChaosOutcome> {
  readonly #random: SeededRandom
  readonly #planner: StepPlanner
  readonly #server: ServerElsewhere
  readonly #mortal: Mortal
  readonly #migration: MigrationPlace
  readonly #problems: string[] = []
  readonly #kills = Object.fromEntries(listKills.map((kind) => [kind, 0])) as Record<ListKill, number>
  /** Episodes that the program said to be finished, with the titles of their jobs. */
  readonly #finished = new Map<string, string>()
  /** How long a change of each kind took lately, in milliseconds. */
  readonly #lengths = new Map<string, number>()
  readonly #startedAt = performance.now()
  /** Halved by each death that came after the answer: a fast machine's deaths meet changes too. */
  #reach = widestReach
  #list: ExpectedList = emptyList
  #inDoubt: Step | null = null
  #unanswered = 0
  #kept = 0
  #queuedAgain = 0
  #interrupted = 0

  private constructor(seed: number, server: ServerElsewhere, urls: Record<Path, string>, mortal: Mortal, place: MigrationPlace) {
    this.#random = new SeededRandom(seed)
    this.#planner = new StepPlanner(this.#random, { small: urls['/deed.pdf'], large: urls['/volume.pdf'] })
    this.#server = server
    this.#mortal = mortal
    this.#migration = place
  }

  static async start(seed: number, mortal: Mortal): Promise<ListRun> {
    const server = await ServerElsewhere.start()
    const urlOf = async (path: Path) => (await server.serve([path], files[path]))[0] ?? ''
    const urls = { '/deed.pdf': await urlOf('/deed.pdf'), '/volume.pdf': await urlOf('/volume.pdf') }
    return new ListRun(seed, server, urls, mortal, await MigrationPlace.make())
  }

  async close(): Promise<void> {
    await this.#server.close()
    await this.#mortal.close()
    await this.#migration.remove()
  }

  async liveAndDie(round: number): Promise<void> {
    const kinds = this.#mortal.forgets ? changes : listKills
    const kind = kinds[round % kinds.length] ?? 'adding'
    this.#kills[kind] += 1
    if (kind === 'migrating') this.#problems.push(...(await killMigration(this.#migration, this.#random)))
    else if (kind === 'backing up') this.#problems.push(...(await killBackups(this.#random)))
    else {
      const staffel = await this.#born()
      if (kind === 'finishing') await this.#finishing(staffel)
      else if (kind === 'undoing') await this.#undoing(staffel)
      else await this.#changing(staffel, kind)
      await this.#inspect(kind)
    }
  }

  /** The list is looked at a last time, and the program ends in order. */
  async finish(): Promise<ListChaosOutcome> {
    const staffel = await this.#born()
    await until(
      () => readDataCopy(this.#mortal.home.data),
      (data) => data?.left === 0,
      clearingMs,
    )
    const code = await staffel.kill('SIGTERM')
    if (code !== 0) this.#problems.push(`at the end it left with code ${code}`)
    return {
      problems: this.#problems,
      kills: this.#kills,
      unanswered: this.#unanswered,
      kept: this.#kept,
      jobs: this.#list.jobs.length,
      finished: this.#finished.size,
      queuedAgain: this.#queuedAgain,
      interrupted: this.#interrupted,
      seconds: (performance.now() - this.#startedAt) / 1_000,
    }
  }

  async #born(): Promise<Staffel> {
    const staffel = await startStaffel(this.#mortal.home, [], undefined, this.#mortal.env)
    await this.#compare(staffel)
    await staffel.patchSettings(settings)
    return staffel
  }

  /** A few changes that are answered, then one in whose middle the program dies. */
  async #changing(staffel: Staffel, kind: PlannedKind): Promise<void> {
    await this.#fill(staffel, Array<PlannedKind>(this.#random.between(0, 2)).fill(kind))
    await this.#dieDuring(staffel, this.#planner.next(kind, this.#list))
  }

  /** Jobs are removed so that they can come back; it dies while they could, or while they do. */
  async #undoing(staffel: Staffel): Promise<void> {
    await this.#fill(staffel, [])
    const before = this.#list
    const removal = removingForNow(before.jobs.filter(({ id }) => id !== null && this.#random.happens(0.6)))
    const { status, body } = await staffel.call<{ undoId?: string }>(removal.method, removal.path, removal.body)
    if (status >= 300) this.#problems.push(`${removal.method} ${removal.path} was answered ${status}`)
    await this.#done(staffel, removal)
    if (body.undoId === undefined || this.#random.happens(0.3)) {
      await sleep(this.#random.fraction() * 200)
      await this.#mortal.die(staffel)
    } else await this.#dieDuring(staffel, undoing(body.undoId, before))
  }

  /** As many jobs as are worth it, and a few changes that are answered. */
  async #fill(staffel: Staffel, changes: readonly PlannedKind[]): Promise<void> {
    const missing = Math.max(0, fewestJobs - this.#list.jobs.length)
    const before = [...Array<PlannedKind>(missing).fill('adding'), ...changes]
    for (const answered of before) {
      const step = this.#planner.next(answered, this.#list)
      const begunAt = performance.now()
      await this.#askAlive(staffel, step)
      this.#lengths.set(lengthKey(step), performance.now() - begunAt)
      await this.#done(staffel, step)
    }
  }

  async #dieDuring(staffel: Staffel, step: Step): Promise<void> {
    let isAnswered = false
    const asked = ask(staffel, step).then(
      (status) => {
        isAnswered = status < 300
        // A disk that is gone refuses it, and the program says so.
        if (!isAnswered && !this.#mortal.forgets) this.#problems.push(`${step.method} ${step.path} was answered ${status}`)
      },
      () => undefined,
    )
    await sleep(this.#random.fraction() * this.#reach * (this.#lengths.get(lengthKey(step)) ?? guessedLength))
    // ext4 lets a flush that is under way while it is shut down succeed, though nothing of it is kept (5 of 100 times
    // with one writer and nothing else): what is answered after the cut has begun was not confirmed before it.
    const wasAnswered = isAnswered
    await this.#mortal.die(staffel)
    await asked
    this.#reach = isAnswered ? this.#reach / 2 : widestReach
    if (this.#mortal.forgets ? wasAnswered : isAnswered) this.#list = step.after(this.#list)
    else {
      this.#unanswered += 1
      this.#inDoubt = step
    }
  }

  async #finishing(staffel: Staffel): Promise<void> {
    if (this.#list.isPaused) await staffel.post('/queue/resume')
    this.#list = { ...this.#list, isPaused: false }
    const small = this.#planner.next('adding', this.#list)
    await this.#askAlive(staffel, small)
    await this.#done(staffel, small)
    await sleep(this.#random.fraction() * 1_200)
    for (const job of this.#list.jobs.slice(0, 20)) {
      const { items } = await staffel.get<{ items: Episode[] }>(`/jobs/${job.id}/episodes?status=completed&limit=1000`)
      for (const { id } of items) this.#finished.set(id, job.title)
    }
    await this.#mortal.die(staffel)
  }

  /** What the database says, as it was left, of the list and of the disk. */
  async #inspect(kind: ListKill): Promise<void> {
    const data = await readDataCopy(this.#mortal.home.data)
    if (data?.integrity !== 'ok') this.#problems.push(`after a kill while ${kind} the database is damaged: ${data?.integrity}`)
    if ((data?.ownerless ?? 0) > 0) this.#problems.push(`after a kill while ${kind} ${data?.ownerless} episodes have no owner`)
    if ((data?.left ?? 0) > 0) this.#interrupted += 1
    for (const episode of data?.episodes ?? []) {
      const path = new URL(episode.url).pathname as Path
      if (episode.status === 'completed' && !this.#random.happens(completedShare)) continue
      if (!(await isTrue(episode, files[path]))) {
        this.#problems.push(`the list says of ${episode.fileName} (${episode.status}) what is not on disk`)
      }
    }
  }

  async #askAlive(staffel: Staffel, step: Step): Promise<void> {
    const status = await ask(staffel, step)
    if (status >= 300) this.#problems.push(`${step.method} ${step.path} was answered ${status}`)
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
      const { seed, size } = files[new URL(body.url).pathname as Path]
      const bytes = await readFile(body.path ?? '').catch(() => null)
      if (body.status === 'completed' && bytes?.equals(contentOf(seed, 0, size)) === true) continue
      const isUnderWay = body.status === 'queued' || body.status === 'downloading'
      if (this.#mortal.forgets && isUnderWay) {
        this.#queuedAgain += 1
        this.#finished.delete(id)
      } else this.#problems.push(`${id} was finished, and is ${body.status} (${status}) with ${bytes?.length ?? 'no'} bytes`)
    }
  }
}

async function ask(staffel: Staffel, { method, path, body }: Step): Promise<number> {
  return (await staffel.call(method, path, body)).status
}

function jobsOf(staffel: Staffel): Promise<{ items: Job[] }> {
  return staffel.get('/jobs?limit=1000')
}

function lengthKey({ kind, path, body }: Step): string {
  const isLong = body !== undefined && 'episodes' in body && Array.isArray(body.episodes) && body.episodes.length > 1_000
  return `${kind} ${/^\/(jobs|undo)\//.test(path) ? '' : path} ${isLong}`
}
