import type { FinishAction, JobPatch, NewJob, Settings, SettingsPatch, UndoWish } from '../../src-preload/contract/index.ts'
import { answerOf, problemIn, tellingOf } from './answer.ts'
import { type Action, allows } from './item-actions.ts'
import { jobFilterOf } from './list-query.ts'
import type { LiveStore } from './live-store.ts'
import { createNetworkCommands } from './network-commands.ts'
import { createOrderCommands } from './order-commands.ts'
import { type Problem, problemOf } from './problem.ts'
import { isJobSelected, looseEpisodes, type Selection } from './selection.ts'
import { addMessage, type Message } from './toasts.ts'
import type { Client } from './transport.ts'
import { asOneDeed, createUndoCommands } from './undo-commands.ts'
import { createVerifyCommands } from './verify-commands.ts'
import type { ViewStore } from './view-store.ts'

/** Ids one request carries, as the contract has it. */
const idsPerRequest = 100_000
const jobsPerPage = 1_000

interface Parts {
  readonly client: Client
  readonly live: LiveStore
  readonly view: ViewStore
  readonly now: () => number
}

/** Everything a person can tell the core. A refusal becomes a toast, except where a form shows it at its field. */
export type Commands = ReturnType<typeof createCommands>

export function createCommands({ client, live, view, now }: Parts) {
  const say = (message: Message) => view.setState(({ toasts }) => ({ toasts: addMessage(toasts, message, now()) }))

  const told = tellingOf(say)
  const undoing = createUndoCommands({ client, live, view, say })

  async function jobIdsOf(selection: Selection): Promise<readonly string[]> {
    if (selection.jobs.mode === 'some') return [...selection.jobs.ids]
    const filter = jobFilterOf(view.getState().query)
    const ids: string[] = []
    let total = Number.POSITIVE_INFINITY
    for (let offset = 0; offset < total; offset += jobsPerPage) {
      const page = await client.jobs.list({ ...filter, offset, limit: jobsPerPage })
      total = page.total
      for (const job of page.items) if (isJobSelected(selection, job.id)) ids.push(job.id)
      if (page.items.length === 0) break
    }
    return ids
  }

  async function onAll(action: Action, selection: Selection, deleteFiles: boolean) {
    const jobIds = await jobIdsOf(selection)
    const episodeIds = looseEpisodes(selection)
    const requests = Math.ceil(Math.max(jobIds.length, episodeIds.length) / idsPerRequest)
    const partOf = (ids: readonly string[], request: number) => ids.slice(request * idsPerRequest, (request + 1) * idsPerRequest)
    return asOneDeed(
      Array.from({ length: requests }, (_, at) => (undo: UndoWish) => {
        const items = { jobIds: partOf(jobIds, at), episodeIds: partOf(episodeIds, at) }
        return client.bulk({ action, ...items, deleteFiles, undo })
      }),
    )
  }

  /**
   * Changes settings. The window follows at once; the last answer is the truth, so that quick changes don't jump back
   * while the first ones are answered. Returns why it was refused.
   */
  async function changeSettings(patch: SettingsPatch): Promise<Problem | null> {
    const { settings, pendingSettings } = live.getState()
    live.setState({ settings: settings && patchedSettings(settings, patch), pendingSettings: pendingSettings + 1 })
    const { problem, answer } = await client.settings.update(patch).then(
      (answer) => ({ problem: null, answer }),
      // What holds instead may have changed by now through another change: the core knows.
      async (error: unknown) => ({ problem: problemOf(error), answer: await client.settings.get().catch(() => settings) }),
    )
    live.setState((state) => ({
      pendingSettings: state.pendingSettings - 1,
      settings: state.pendingSettings === 1 ? answer : state.settings,
    }))
    return problem
  }

  const networking = createNetworkCommands({ client, live, changeSettings, now })
  const verifying = createVerifyCommands({ client, view, say })

  return {
    say,
    /** Compares finished files with the disk; what is damaged is shown, and can be repaired. */
    async verifySelection(selection: Selection): Promise<void> {
      const jobIds = await told(jobIdsOf(selection))
      if (jobIds !== null) await verifying.verify(jobIds, looseEpisodes(selection))
    },
    repair: verifying.repair,
    ...createOrderCommands({ client, view, say, told, jobIdsOf, done: undoing.done }),
    undo: undoing.undo,
    undoLast: undoing.undoLast,
    async run(action: Action, selection: Selection, deleteFiles = false): Promise<void> {
      const changed = await told(undoing.done(action, onAll(action, selection, deleteFiles)))
      if (changed === 0) say({ kind: 'unchanged' })
    },
    pauseQueue: () => told(client.queue.pause({ undo: true })),
    resumeQueue: () => told(client.queue.resume({ undo: true })),
    /** What happens once everything is downloaded; `nothing` calls it off. */
    setWhenFinished: (action: FinishAction) => told(client.queue.whenFinished({ action })),
    /** Downloads although the schedule says otherwise, until its next change; or lets it count again. */
    overrideSchedule: (active: boolean) => told(client.queue.override({ active })),
    /** A job as it is now; null where it is not there any more. */
    findJob: (jobId: string) => told(client.jobs.get({ jobId })),
    /** Null where it cannot be asked for. */
    firstEpisodeOf: async (jobId: string) => (await told(client.jobs.episodes({ jobId, limit: 1 })))?.items[0] ?? null,
    updateJob: (jobId: string, patch: JobPatch) => told(client.jobs.update({ jobId, ...patch })),
    /** Gives a job another folder and sets it going again; what stands in the way, or null. */
    async relocate(jobId: string, directory: string): Promise<Problem | null> {
      const { value: job, problem } = await answerOf(client.jobs.update({ jobId, directory }))
      return job !== null && allows(job, 'retry') ? problemIn(client.jobs.retry({ jobId })) : problem
    },
    /** Gives an episode another address and sets it going again; what stands in the way, or null. */
    async renewLink(episodeId: string, url: string): Promise<Problem | null> {
      const { value: episode, problem } = await answerOf(client.episodes.update({ episodeId, url }))
      return episode?.status === 'failed' ? problemIn(client.episodes.retry({ episodeId })) : problem
    },
    /** What stands in the way, or null once the job is there. */
    add: (job: NewJob) => problemIn(client.jobs.add(job)),
    changeSettings,
    ...networking,
    async copy(text: string): Promise<void> {
      try {
        await navigator.clipboard.writeText(text)
        say({ kind: 'copied' })
      } catch {
        say({ kind: 'copyFailed' })
      }
    },
    openFile: (episodeId: string) => told(client.desktop.openFile({ episodeId })),
    showInFolder: (item: { episodeId: string } | { jobId: string }) => told(client.desktop.showInFolder(item)),
    chooseFolder: async (startAt: string) => {
      const chosen = await told(client.desktop.chooseFolder(startAt === '' ? {} : { startAt }))
      return chosen?.directory ?? null
    },
  }
}

function patchedSettings(settings: Settings, patch: SettingsPatch): Settings {
  const { autoScaleBounds, retry, laterRetries, schedule, proxy, tls, ...rest } = patch
  return Object.assign({}, settings, rest, {
    autoScaleBounds: Object.assign({}, settings.autoScaleBounds, autoScaleBounds),
    retry: Object.assign({}, settings.retry, retry),
    laterRetries: Object.assign({}, settings.laterRetries, laterRetries),
    schedule: Object.assign({}, settings.schedule, schedule),
    proxy: Object.assign({}, settings.proxy, proxy),
    tls: Object.assign({}, settings.tls, tls),
  })
}
