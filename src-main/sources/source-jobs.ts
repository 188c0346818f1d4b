import {
  type FromInspection,
  fromInspectionSchema,
  type InspectInput,
  inspectOptionsSchema,
  type Job,
  mostTitleCharacters,
  type NewEpisode,
  type NewJob,
  withoutCredentials,
} from '../../src-preload/contract/index.ts'
import type { ComingEpisodes, JobOfSeries } from '../queue/ports.ts'
import { isRefusal, type Refusal, refuse } from '../queue/refusal.ts'
import { withCarried } from './carried-terms.ts'
import { type InspectionDesk, refusalOf } from './inspection-desk.ts'
import { addJobAgain } from './job-again.ts'
import type { TakenGroup } from './protocol.ts'
import { wholeInspection } from './whole-inspection.ts'

/** Episodes that cross from the other thread at once: a millisecond, and little that lives long enough to be moved by V8. */
const chunkSize = 500
/** One for each folder. */
const mostJobs = 10_000

/** What a new job says of itself, apart from where its episodes come from. */
export type JobDetails = Omit<NewJob, 'urls' | 'episodes' | 'input' | 'inspectOptions' | 'inspection' | 'source'>

/** The list, as far as sources add to it. */
export interface JobList {
  add(input: NewJob): Promise<Job | Refusal>
  addComing(input: NewJob, episodes: ComingEpisodes, series?: JobOfSeries): Promise<Job | Refusal>
  remove(jobId: string, options: { readonly deleteFiles: boolean }): Promise<unknown>
}

/** Makes jobs of what inspections found. */
export class SourceJobs {
  readonly #desk: InspectionDesk
  readonly #jobs: JobList

  constructor(desk: InspectionDesk, jobs: JobList) {
    this.#desk = desk
    this.#jobs = jobs
  }

  /** A job from whatever it is to be made of. */
  async add(job: NewJob, signal?: AbortSignal): Promise<Job | Refusal> {
    const { input, inspectOptions, inspection, ...details } = job
    if (input !== undefined) {
      const options = inspectOptions ?? inspectOptionsSchema.parse({})
      return this.#addInput({ input, options, ...(job.sessionId !== undefined && { sessionId: job.sessionId }) }, details, signal)
    }
    if (inspection === undefined) return this.#jobs.add(job)
    if (inspection.folders === 'jobs') {
      const issue = { path: 'inspection.folders', value: 'jobs', reason: 'option', options: ['keep', 'flat'] }
      return refuse('INVALID_INPUT', { issues: [issue] })
    }
    return onlyJob(await this.addChosen(inspection, details))
  }

  /** What was chosen of an inspection, as one job or as several: all of them or none. */
  async addChosen(chosen: FromInspection, details: JobDetails): Promise<{ readonly jobs: Job[] } | Refusal> {
    const { inspectionId, selection, nameTemplate, folders, choices, carried } = chosen
    const entry = this.#desk.find(inspectionId)
    if (entry === null) return refuse('NOT_FOUND', { inspectionId })
    if (entry.state === 'waiting') return refuse('CONFLICT', { state: entry.state })
    const title = details.title ?? entry.facts.title
    const taken = await this.#desk.ask(inspectionId, {
      kind: 'take',
      taking: {
        selection,
        folders,
        carried,
        ...(nameTemplate !== undefined && { nameTemplate }),
        ...(choices !== undefined && { choices }),
      },
      jobTitle: title,
    })
    if (taken.kind !== 'taken') return refusalOf(taken)
    const { takeId, groups } = taken
    try {
      const refusal = refuseGroups(groups)
      if (refusal !== null) return refusal
      const { kind, url } = entry.facts
      const source = { kind: kind ?? 'urls', url: url === null ? null : withoutCredentials(url) } as const
      const common = { ...details, source }
      const chunksOf = (group: number, episodes: number) => this.#chunks(inspectionId, { takeId, group }, episodes)
      return await this.#desk.reading(entry, () => this.#addGroups(groups, common, chunksOf))
    } catch (error) {
      if (error instanceof GoneError) return error.refusal
      throw error
    } finally {
      await this.#desk.ask(inspectionId, { kind: 'endTake', takeId })
    }
  }

  async #addInput(input: InspectInput, details: JobDetails, signal?: AbortSignal): Promise<Job | Refusal> {
    const entry = await wholeInspection(this.#desk, input, signal)
    if (isRefusal(entry)) return entry
    try {
      if (entry.facts.found === 0) {
        const { skipped, skippedFirst } = entry.facts
        return refuse('SOURCE_UNREADABLE', { reason: 'nothing', skipped, skippedFirst })
      }
      const all = fromInspectionSchema.parse({ inspectionId: entry.id })
      return onlyJob(await this.addChosen(all, details))
    } finally {
      this.#desk.cancel(entry.id)
    }
  }

  async #addGroups(
    groups: readonly TakenGroup[],
    common: NewJob,
    chunksOf: (group: number, episodes: number) => AsyncIterable<readonly NewEpisode[]>,
  ): Promise<{ readonly jobs: Job[] } | Refusal> {
    const jobs: Job[] = []
    let isWhole = false
    try {
      for (const [index, group] of groups.entries()) {
        const { episodes, folders } = group
        const isLast = index === groups.length - 1
        const series = { earlier: isLast ? jobs.map(({ id }) => id) : [], isLast }
        const add = (details: NewJob) =>
          this.#jobs.addComing(details, { count: episodes, folders, chunks: chunksOf(index, episodes) }, series)
        const { job: found } = group
        const wanted = withCarried(group.carried, common)
        const adding = found === null ? add({ ...wanted, ...placeOf(common, group) }) : addJobAgain(found, wanted, add)
        const job = await adding
        if (isRefusal(job)) return job
        jobs.push(job)
      }
      isWhole = true
      return { jobs }
    } finally {
      if (!isWhole) for (const { id } of jobs) await this.#jobs.remove(id, { deleteFiles: true })
    }
  }

  async *#chunks(
    inspectionId: string,
    place: { readonly takeId: number; readonly group: number },
    episodes: number,
  ): AsyncGenerator<readonly NewEpisode[]> {
    const ask = (from: number) => this.#desk.ask(inspectionId, { kind: 'chunk', ...place, from, limit: chunkSize })
    let next = ask(0)
    for (let from = chunkSize; ; from += chunkSize) {
      const answer = await next
      if (answer.kind !== 'episodes') throw new GoneError(refusalOf(answer))
      // The other thread makes the next ones while these are added.
      if (from < episodes) next = ask(from)
      yield answer.episodes
      if (from >= episodes) return
    }
  }
}

/** The inspection went while it was added. */
class GoneError extends Error {
  override readonly name = 'GoneError'
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super('the inspection is gone')
    this.refusal = refusal
  }
}

function refuseGroups(groups: readonly TakenGroup[]): Refusal | null {
  if (groups.every(({ episodes }) => episodes === 0)) {
    return refuse('INVALID_INPUT', { issues: [{ path: 'selection', reason: 'nothing' }] })
  }
  if (groups.length <= mostJobs) return null
  const issue = { path: 'folders', value: groups.length, reason: 'maximum', maximum: mostJobs }
  return refuse('INVALID_INPUT', { issues: [issue] })
}

/** Where the job of a folder lies, and what it is called: after the folder too, for all else is the same. */
function placeOf(common: NewJob, { directory, title }: TakenGroup): Pick<NewJob, 'title' | 'directory'> {
  if (directory === null) return title === null ? {} : { title }
  const name = directory.split('/').at(-1) ?? directory
  return {
    title: (title === null || title === name ? name : `${title} · ${name}`).slice(0, mostTitleCharacters),
    directory: common.directory === undefined ? directory : `${common.directory}/${directory}`,
  }
}

function onlyJob(added: { readonly jobs: readonly Job[] } | Refusal): Job | Refusal {
  if (isRefusal(added)) return added
  const [job] = added.jobs
  if (job === undefined) throw new Error('a whole addition has a job')
  return job
}
