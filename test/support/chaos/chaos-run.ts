import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Episode, Job } from '../../../src-preload/contract/index.ts'
import { contentOf } from '../faulty-server.ts'
import { SeededRandom } from '../seeded-random.ts'
import { type Home, newHome, type Staffel, startStaffel, until } from '../staffel.ts'
import { readDataCopy } from './data-copy.ts'
import { filesBelow, isStanding, isTrue, lossOf, ownerless } from './inspection.ts'
import { type ChaosOptions, type KillRun, killRounds } from './kill-rounds.ts'
import { JobPlanner, type PlannedJob } from './planned-jobs.ts'
import { ServedFiles } from './served-files.ts'
import { type ChaosOutcome, Tally } from './tally.ts'

/** Fewer unfinished episodes than this, and another job is added. */
const leastUnfinished = 14
const longestLifeMs = 1_600
const longestStartMs = 900
const finishMs = 240_000
const settings = {
  maxSlots: 8,
  maxConnectionsPerHost: 64,
  stallTimeoutMs: 2_000,
  retry: { maxAttempts: 100, baseDelayMs: 50, maxDelayMs: 300 },
}

/**
 * Downloads of every kind, during which the program is killed again and again at random moments; it is started again
 * until everything is completed. After each kill its database and folders are looked at as they lie there.
 */
export async function chaosRun(options: ChaosOptions): Promise<ChaosOutcome> {
  return killRounds(await Run.start(options.seed), options)
}

class Run implements KillRun<ChaosOutcome> {
  readonly #random: SeededRandom
  readonly #served: ServedFiles
  readonly #home: Home
  readonly #planner: JobPlanner
  readonly #tally = new Tally()
  /** Jobs that the program has confirmed, in the order of the list. */
  readonly #jobs: { readonly id: string; readonly plan: PlannedJob }[] = []
  /** A job that was being added when the program died: it is there as a whole, or not at all. */
  #inDoubt: PlannedJob | null = null
  #staffel: Staffel | null = null
  #bornAt = performance.now()

  private constructor(random: SeededRandom, served: ServedFiles, home: Home) {
    this.#random = random
    this.#served = served
    this.#home = home
    this.#planner = new JobPlanner(random, served, home.downloads)
  }

  static async start(seed: number): Promise<Run> {
    const random = new SeededRandom(seed)
    return new Run(random, await ServedFiles.start(seed), await newHome())
  }

  async close(): Promise<void> {
    await this.#staffel?.kill('SIGKILL')
    await this.#served.close()
    await this.#home.remove()
  }

  /** One life of the program, from its start to its death at a random moment. */
  async liveAndDie(): Promise<void> {
    if (this.#staffel === null && this.#jobs.length > 0 && this.#random.happens(0.15)) {
      await this.#dieAtStart()
    } else {
      const staffel = await this.#alive()
      await this.#liveThrough(staffel)
      const adding = this.#random.happens(0.15) ? await this.#addInDoubt(staffel) : null
      this.#tally.kill(this.#served.openAnswers > 0 ? 'work' : 'rest')
      await staffel.kill('SIGKILL')
      await adding?.settled
      this.#staffel = null
    }
    await this.#inspect(performance.now())
  }

  /** A while with work to do. A program that ends by itself in it is a problem, and is started again like any other. */
  async #liveThrough(staffel: Staffel): Promise<void> {
    try {
      await this.#addWork(staffel)
      await this.#meddle(staffel)
      await sleep(this.#random.fraction() * longestLifeMs)
    } catch (error) {
      this.#tally.problems.push(`the program does not answer: ${error instanceof Error ? error.message : error}`)
    }
  }

  /** Lets everything come to its end and looks at what is there. */
  async finish(): Promise<ChaosOutcome> {
    const staffel = await this.#alive()
    this.#served.release()
    await staffel.patchSettings({ maxSlots: 32 })
    for (const { id } of this.#jobs) await staffel.post(`/jobs/${id}/resume`)
    await until(
      () => staffel.get<{ total: number }>('/jobs?status=queued,downloading,paused,processing&limit=1'),
      ({ total }) => total === 0,
      finishMs,
    ).catch(() => this.#tally.problems.push('it did not come to its end'))
    this.#tally.problems.push(...(await unfinished(staffel)))
    const paths = await this.#checkFiles(staffel)
    await staffel.kill('SIGTERM')
    this.#staffel = null
    await this.#checkFolder(paths)
    return this.#tally.outcome(
      this.#served,
      this.#jobs.map(({ plan }) => plan),
    )
  }

  async #alive(): Promise<Staffel> {
    if (this.#staffel !== null) return this.#staffel
    this.#bornAt = performance.now()
    this.#staffel = await startStaffel(this.#home)
    await this.#staffel.patchSettings(settings)
    await this.#checkList(this.#staffel)
    return this.#staffel
  }

  async #dieAtStart(): Promise<void> {
    this.#tally.kill('start')
    this.#bornAt = performance.now()
    const afterMs = this.#random.fraction() * longestStartMs
    const started = startStaffel(this.#home, [], (child) => setTimeout(() => child.kill('SIGKILL'), afterMs))
    const staffel = await started.catch((error: unknown) => {
      // A program that was killed has no code; one that gave up by itself has.
      if (!String(error).includes('code null')) this.#tally.problems.push(`it did not start: ${error}`)
      return null
    })
    await staffel?.exited
  }

  async #addWork(staffel: Staffel): Promise<void> {
    const { items } = await staffel.get<{ items: Job[] }>('/jobs?limit=1000')
    const unfinishedOf = (job: Job) => job.episodesTotal - job.episodesCompleted
    let unfinishedCount = items.reduce((sum, job) => sum + unfinishedOf(job), 0)
    while (unfinishedCount < leastUnfinished) {
      const plan = await this.#planner.next()
      const job = await staffel.post<Job>('/jobs', plan.body)
      this.#jobs.push({ id: job.id, plan })
      unfinishedCount += plan.files.length
    }
  }

  /** What a person does meanwhile: other numbers, pauses. */
  async #meddle(staffel: Staffel): Promise<void> {
    if (this.#random.happens(0.3)) await staffel.patchSettings({ maxSlots: this.#random.between(1, 12) })
    if (this.#jobs.length > 0 && this.#random.happens(0.2)) {
      const { id } = this.#random.oneOf(this.#jobs)
      await staffel.post(`/jobs/${id}/${this.#random.oneOf(['pause', 'resume'])}`)
    }
    if (this.#random.happens(0.2)) for (const { id } of this.#jobs) await staffel.post(`/jobs/${id}/resume`)
  }

  /** Adds a job in the moment of death; whether it was confirmed decides whether it may be missing. */
  async #addInDoubt(staffel: Staffel): Promise<{ readonly settled: Promise<void> }> {
    const plan = await this.#planner.next()
    const settled = staffel.post<Job>('/jobs', plan.body).then(
      ({ id }) => {
        this.#jobs.push({ id, plan })
      },
      () => {
        this.#inDoubt = plan
      },
    )
    await sleep(this.#random.fraction() * 20)
    return { settled }
  }

  /** The list holds every confirmed job once, in order, with all its episodes. */
  async #checkList(staffel: Staffel): Promise<void> {
    const { items } = await staffel.get<{ items: Job[] }>('/jobs?limit=1000')
    const doubted = this.#inDoubt
    this.#inDoubt = null
    const last = items.at(-1)
    if (doubted !== null && last?.title === doubted.body.title && last.id !== this.#jobs.at(-1)?.id) {
      this.#jobs.push({ id: last.id, plan: doubted })
    }
    const wanted = this.#jobs.map(({ id, plan }) => `${id} ${plan.body.title} ${plan.files.length}`)
    const found = items.map((job) => `${job.id} ${job.title} ${job.episodesTotal}`)
    if (wanted.join() !== found.join()) this.#tally.problems.push(`the list should be [${wanted}] and is [${found}]`)
  }

  /** The database and the folders, as the dead program left them. */
  async #inspect(killedAt: number): Promise<void> {
    await until(
      async () => this.#served.openAnswers,
      (open) => open === 0,
      5_000,
    )
    const data = await readDataCopy(this.#home.data)
    if (data === null) return
    if (data.integrity !== 'ok') this.#tally.problems.push(`the database is damaged: ${data.integrity}`)
    const orphans = ownerless(await filesBelow(this.#home.downloads), data)
    for (const path of orphans) this.#tally.problems.push(`after a kill nobody owns ${path}`)
    const kept = new Map(data.episodes.map((episode) => [episode.url, episode]))
    for (const file of this.#served.all) {
      const episode = kept.get(file.url)
      if (episode !== undefined && !(await isTrue(episode, file))) {
        this.#tally.problems.push(`the marks of ${file.url} (${file.manner}) claim what is not on disk`)
      }
      const requests = this.#served.requestsFor(file).filter(({ startedAt }) => startedAt >= this.#bornAt)
      if (requests.length > 0) this.#tally.loss(lossOf(file, requests, episode, killedAt))
    }
    for (const { plan } of this.#jobs) {
      if (!(await isStanding(plan))) this.#tally.problems.push(`${plan.body.title} harmed a file that stood there before`)
    }
  }

  /** Every episode is completed and its file exact, under a path of its own. Returns the paths. */
  async #checkFiles(staffel: Staffel): Promise<Set<string>> {
    const paths = new Set<string>()
    for (const { id, plan } of this.#jobs) {
      const episodes = await staffel.episodesOf(id)
      for (const [index, episode] of episodes.entries()) await this.#checkFile(episode, plan, index, paths)
    }
    return paths
  }

  async #checkFile(episode: Episode, plan: PlannedJob, index: number, paths: Set<string>): Promise<void> {
    const file = plan.files[index]
    const { path } = episode
    if (episode.status !== 'completed' || file === undefined || path === null) return
    if (paths.has(path)) this.#tally.problems.push(`two episodes share ${path}`)
    paths.add(path)
    const bytes = await readFile(path).catch(() => null)
    const standing = plan.before.get(path)
    const wanted = standing?.isReplaced === false ? standing.bytes : contentOf(file.seed, 0, file.size)
    if (!bytes?.equals(wanted)) this.#tally.problems.push(`${path} (${file.manner}) is finished and wrong`)
  }

  /** Nothing lies in the folders but what the list says. */
  async #checkFolder(paths: ReadonlySet<string>): Promise<void> {
    const data = await readDataCopy(this.#home.data)
    if (data?.integrity !== 'ok') this.#tally.problems.push(`the database is damaged at the end: ${data?.integrity}`)
    for (const path of await filesBelow(this.#home.downloads)) {
      if (!paths.has(path) && !this.#planner.standing.has(path)) this.#tally.problems.push(`${path} is left over`)
    }
  }
}

async function unfinished(staffel: Staffel): Promise<string[]> {
  const { items } = await staffel.get<{ items: Job[] }>('/jobs?limit=1000')
  return items.flatMap(({ title, status, error, waiting }) =>
    status === 'completed' ? [] : [`${title} ends as ${status}: ${JSON.stringify({ error, waiting })}`],
  )
}
