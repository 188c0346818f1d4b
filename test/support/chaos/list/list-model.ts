import type { Job, NewJob } from '../../../../src-preload/contract/index.ts'

/** A job as the list must have it. */
export interface ListedJob {
  /** Null while nobody has told it: the program died before it could answer. */
  readonly id: string | null
  readonly title: string
  readonly episodes: number
  readonly priority: number
  /** Null where a part of it may be through or not: then both is right. */
  readonly isPaused: boolean | null
}

/** What the list must be: its jobs in their order, and whether the whole is held. */
export interface ExpectedList {
  readonly jobs: readonly ListedJob[]
  readonly isPaused: boolean
}

export const emptyList: ExpectedList = { jobs: [], isPaused: false }

/** A request that changes the list. `path` is below `/api/v1`. */
export interface Step {
  readonly kind: 'adding' | 'reordering' | 'pausing' | 'removing' | 'undoing'
  readonly method: 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: object
  /** The list once it is done. */
  after(list: ExpectedList): ExpectedList
}

export function adding(body: NewJob & { readonly title: string }): Step {
  const { title, episodes = [], priority = 0, startPaused: isPaused = false } = body
  const job: ListedJob = { id: null, title, episodes: episodes.length, priority, isPaused }
  return { kind: 'adding', method: 'POST', path: '/jobs', body, after: (list) => ({ ...list, jobs: [...list.jobs, job] }) }
}

export function addingTo(job: ListedJob, episodes: NonNullable<NewJob['episodes']>): Step {
  return {
    kind: 'adding',
    method: 'POST',
    path: `/jobs/${job.id}/episodes`,
    body: { episodes },
    // Of one that is held what is new runs, and once that is through only what is held is left.
    after: changing(job, (before) => ({
      episodes: before.episodes + episodes.length,
      isPaused: before.isPaused === false ? false : null,
    })),
  }
}

/** `position`: from 1. */
export function moving(job: ListedJob, position: number): Step {
  return {
    kind: 'reordering',
    method: 'PATCH',
    path: `/jobs/${job.id}`,
    body: { position },
    after(list) {
      const others = list.jobs.filter(({ title }) => title !== job.title)
      const moved = list.jobs.filter(({ title }) => title === job.title)
      return { ...list, jobs: [...others.slice(0, position - 1), ...moved, ...others.slice(position - 1)] }
    },
  }
}

export function ranking(job: ListedJob, priority: number): Step {
  const after = changing(job, () => ({ priority }))
  return { kind: 'reordering', method: 'PATCH', path: `/jobs/${job.id}`, body: { priority }, after }
}

export function holding(job: ListedJob, isPaused: boolean): Step {
  const path = `/jobs/${job.id}/${isPaused ? 'pause' : 'resume'}`
  return { kind: 'pausing', method: 'POST', path, after: changing(job, () => ({ isPaused })) }
}

/** Several at once: all of them are held, or none. */
export function holdingMany(jobs: readonly ListedJob[], isPaused: boolean): Step {
  const titles = new Set(jobs.map(({ title }) => title))
  return {
    kind: 'pausing',
    method: 'POST',
    path: '/bulk',
    body: { action: isPaused ? 'pause' : 'resume', jobIds: jobs.map(({ id }) => id) },
    after: (list) => ({ ...list, jobs: list.jobs.map((job) => (titles.has(job.title) ? { ...job, isPaused } : job)) }),
  }
}

export function holdingAll(isPaused: boolean): Step {
  const path = `/queue/${isPaused ? 'pause' : 'resume'}`
  return { kind: 'pausing', method: 'POST', path, after: (list) => ({ ...list, isPaused }) }
}

export function removing(job: ListedJob): Step {
  return {
    kind: 'removing',
    method: 'DELETE',
    path: `/jobs/${job.id}?deleteFiles=true`,
    after: (list) => ({ ...list, jobs: list.jobs.filter(({ title }) => title !== job.title) }),
  }
}

/** Several that may come back for a while; where the program dies within that, they are gone. */
export function removingForNow(jobs: readonly ListedJob[]): Step {
  const titles = new Set(jobs.map(({ title }) => title))
  return {
    kind: 'undoing',
    method: 'POST',
    path: '/bulk',
    body: { action: 'remove', jobIds: jobs.map(({ id }) => id), undo: true },
    after: (list) => ({ ...list, jobs: list.jobs.filter(({ title }) => !titles.has(title)) }),
  }
}

/** All of them come back to where they were, or none. */
export function undoing(undoId: string, before: ExpectedList): Step {
  return { kind: 'undoing', method: 'POST', path: `/undo/${undoId}`, after: () => before }
}

function changing({ title }: ListedJob, change: (before: ListedJob) => Partial<ListedJob>) {
  return (list: ExpectedList): ExpectedList => ({
    ...list,
    jobs: list.jobs.map((job) => (job.title === title ? { ...job, ...change(job) } : job)),
  })
}

/** How the list must read, to be compared with {@link asFound}. */
export function asExpected({ jobs, isPaused }: ExpectedList): string {
  return [`held ${isPaused}`, ...jobs.map((job) => `${job.title}: ${job.episodes}, ${job.priority}, ${job.isPaused}`)].join('\n')
}

/** How the list of a running program reads. A job is held when what is left of it is. */
export function asFound(jobs: readonly Job[], isPaused: boolean, expected: ExpectedList): string {
  const held = new Map(expected.jobs.map((job) => [job.title, job.isPaused]))
  const isHeld = (job: Job) => {
    const open = job.episodesTotal - job.episodesCompleted - job.episodesFailed
    const wanted = held.get(job.title)
    // Of one that is through nobody can tell any more.
    return open === 0 || wanted === null ? wanted : job.episodesPaused === open
  }
  return [`held ${isPaused}`, ...jobs.map((job) => `${job.title}: ${job.episodesTotal}, ${job.priority}, ${isHeld(job)}`)].join(
    '\n',
  )
}

/** The same list with the ids that the program gave. */
export function identified(list: ExpectedList, jobs: readonly Job[]): ExpectedList {
  const ids = new Map(jobs.map(({ title, id }) => [title, id]))
  return { ...list, jobs: list.jobs.map((job) => ({ ...job, id: ids.get(job.title) ?? job.id })) }
}

/** What a running program has, as what it must have from now on. */
export function listed(jobs: readonly Job[], isPaused: boolean): ExpectedList {
  return {
    jobs: jobs.map(({ id, title, episodesTotal: episodes, priority, status }) => ({
      id,
      title,
      episodes,
      priority,
      isPaused: status === 'paused',
    })),
    isPaused,
  }
}
