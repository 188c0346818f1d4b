import type { VerifiedFile, VerifyAnswer, VerifyInput } from '../../src-preload/contract/index.ts'
import { fileStatuses } from '../../src-preload/contract/index.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { EpisodeRecord, FileFinding } from './ports.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'
import { repairPlan } from './repair-plan.ts'
import type { CheckedFile } from './verify-files.ts'
import { pageOfFiles } from './verify-pages.ts'
import { verifiedFile } from './verify-view.ts'
import type { World } from './world.ts'

/** Files that are read at the same time, by all requests together: small ones wait for each other, large ones for the disk. */
const mostAtOnce = 4
/** After this no further file is begun: the answer comes, and says where to go on. */
const beginMs = 20_000
/** How long an answer waits for repairs, from its beginning. */
const repairMs = 45_000
const repairPollMs = 50

interface Parts {
  readonly world: World
  readonly dispatcher: Dispatcher
  /** After a change of an episode: its job's own times, the news, the pump. */
  readonly touched: (episodeId: string) => void
}

/**
 * Compares finished files with what is known of them. A look changes nothing. A repair takes the episode back into the
 * queue, so that slots, limits and pauses hold for it and it survives the end of the program; it is `completed` again
 * only once all of it is right.
 */
export class Verification {
  readonly #parts: Parts
  readonly #closing = new AbortController()
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Everything that is being read is let go of. */
  close(): void {
    this.#closing.abort()
    for (const go of this.#waiting.splice(0)) go()
  }

  async verify(input: VerifyInput, caller?: AbortSignal): Promise<VerifyAnswer | Refusal> {
    const { store, clock } = this.#parts.world
    const page = pageOfFiles(store, input)
    if (isRefusal(page)) return page
    const signal = caller === undefined ? this.#closing.signal : AbortSignal.any([caller, this.#closing.signal])
    const begunMs = clock.monotonic()
    const looks: Promise<Look>[] = []
    let next = page.next
    for (const file of page.files) {
      await this.#enter()
      const last = page.files[looks.length - 1]
      if (signal.aborted || (last !== undefined && clock.monotonic() - begunMs > beginMs)) {
        this.#leave()
        next = last?.cursor ?? null
        break
      }
      const look = this.#look(file, signal).finally(() => this.#leave())
      // One that fails is told with all of them below; until then nobody listens.
      look.catch(() => undefined)
      looks.push(look)
    }
    const found = this.#withoutGone(await Promise.all(looks))
    if (signal.aborted) return refuse('CONFLICT', { reason: 'stopped' })
    const repaired = input.repair
      ? await this.#repair(found, begunMs + repairMs, signal)
      : new Map<string, VerifiedFile['repair']>()
    const items = found.map(({ file, finding }) => verifiedFile(file, finding, repaired.get(file.id) ?? null))
    return { items, counts: countsOf(items), next }
  }

  async #look(file: CheckedFile, signal: AbortSignal): Promise<Look> {
    const { store, pool, disk } = this.#parts.world
    const { path, bytesTotal, folder, expected, origin } = file
    if (!file.isFinished || path === null || bytesTotal === null) return { file, finding: null }
    // On a drive that is away nothing is missing, and under its empty mount point nothing is ours.
    const isAway = folder.mount !== null && !(await disk.isThere(folder.mount, folder.mount))
    if (isAway) return { file, finding: driveAway(folder.directory) }
    const blockDigests = origin.kind === 'left' ? store.leftDigests(origin.key) : store.blockDigests(file.id)
    const finding = await pool.check({ path, bytesTotal, checksum: expected, blockDigests }, signal)
    if (origin.kind === 'listed') this.#learn(origin.episode, finding)
    return { file, finding }
  }

  /** From now on damage can be found block by block: the digest of the whole has proved these. */
  #learn(episode: EpisodeRecord, finding: FileFinding): void {
    const { store } = this.#parts.world
    if (finding.kind !== 'ok' || finding.blockDigests === null || !isUnchanged(store.episode(episode.id), episode)) return
    store.changeEpisode(episode.id, { blockDigests: finding.blockDigests, actualChecksum: finding.actualChecksum })
  }

  /** Leaves out what was deleted while it was looked at, and what was removed and is another's file by now. */
  #withoutGone(looks: readonly Look[]): readonly Look[] {
    const { store } = this.#parts.world
    const keys = looks.flatMap(({ file: { origin }, finding }) => (origin.kind === 'left' && isWrong(finding) ? origin.key : []))
    const still = store.stillLeft(keys)
    return looks.filter(({ file: { id, origin }, finding }) => {
      if (!isWrong(finding)) return true
      return origin.kind === 'left' ? still.has(origin.key) : store.episode(id) !== null
    })
  }

  /** Sets the repairs going and waits for their ends, but not for ever. */
  async #repair(looks: readonly Look[], untilMs: number, signal: AbortSignal): Promise<Map<string, VerifiedFile['repair']>> {
    const { world, dispatcher, touched } = this.#parts
    const begun: string[] = []
    dispatcher.asOne(() => {
      for (const { file, finding } of looks) {
        // What is no longer in the list has no episode that could be fetched again.
        if (finding === null || file.origin.kind === 'left') continue
        const { episode } = file.origin
        // It may have been removed, or set going by somebody else, since it was looked at.
        const plan = isUnchanged(world.store.episode(episode.id), episode) ? repairPlan(episode, finding) : null
        if (plan === null) continue
        world.store.changeEpisode(episode.id, plan)
        begun.push(episode.id)
      }
    })
    for (const id of begun) touched(id)
    const results = new Map<string, VerifiedFile['repair']>()
    for (const id of begun) results.set(id, await this.#endOf(id, untilMs, signal))
    return results
  }

  async #endOf(episodeId: string, untilMs: number, signal: AbortSignal): Promise<VerifiedFile['repair']> {
    const { world, dispatcher } = this.#parts
    const { store, clock } = world
    for (;;) {
      const record = store.episode(episodeId)
      if (record === null) return null
      if (record.status === 'completed') return { result: 'repaired', error: null }
      if (record.status === 'failed') return { result: 'failed', error: record.error }
      if (isHeld(record, dispatcher.isPaused) || signal.aborted || clock.monotonic() >= untilMs) {
        return { result: 'pending', error: record.error }
      }
      await new Promise<void>((resolve) => {
        clock.schedule(repairPollMs, resolve)
      })
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < mostAtOnce) this.#running++
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  #leave(): void {
    // The place goes from one to the next.
    const next = this.#waiting.shift()
    if (next === undefined) this.#running--
    else next()
  }
}

/** A file with what was found; null where there was nothing to look at. */
interface Look {
  readonly file: CheckedFile
  readonly finding: FileFinding | null
}

/** Whether an episode does not go on before somebody does something. */
function isHeld({ status, waitReason }: EpisodeRecord, isQueuePaused: boolean): boolean {
  if (status === 'paused') return true
  return status === 'queued' && (isQueuePaused || (waitReason !== null && waitReason !== 'backoff'))
}

function isWrong(finding: FileFinding | null): boolean {
  return finding !== null && finding.kind !== 'ok' && finding.kind !== 'unknown'
}

function driveAway(directory: string): FileFinding {
  const failure = { code: 'FOLDER_MISSING', message: 'The disk of the file is not there.', params: { directory } } as const
  return { kind: 'unreadable', failure }
}

function isUnchanged(now: EpisodeRecord | null, before: EpisodeRecord): boolean {
  return now !== null && now.status === 'completed' && now.finishedAt === before.finishedAt
}

function countsOf(items: readonly VerifiedFile[]): VerifyAnswer['counts'] {
  const counts = Object.fromEntries(fileStatuses.map((status) => [status, 0])) as VerifyAnswer['counts']
  for (const { status } of items) counts[status]++
  return counts
}
