import type { StaffelEvent } from '../../src-preload/contract/index.ts'
import { BackupKeeper } from './backup-keeper.ts'
import { endSweeps } from './commands/job-sweeps.ts'
import { endRemovals } from './commands/removing.ts'
import { endUndoings } from './commands/taking-back.ts'
import { hasMachineEnded, noteOrderlyEnd } from './machine-end.ts'
import type { News } from './news.ts'
import type { NoticeKeeper } from './notice-keeper.ts'
import { noticesOf } from './opening-notices.ts'
import type { MachineRun, Rescue } from './ports.ts'
import { endQueueRemovals } from './queues/queue-removal.ts'
import { recheckLatest } from './recheck.ts'
import { reconcile } from './reconciling.ts'
import { mostAtOnce } from './sliced-work.ts'
import type { Verification } from './verification.ts'
import type { World } from './world.ts'

/** How this start came about. */
export interface BootFacts {
  /** What had to be done so that there is a list; null where nothing had. */
  readonly rescue: Rescue | null
  readonly machineRun: MachineRun
}

interface Parts {
  readonly world: World
  readonly verification: Verification
  readonly news: News
  readonly notices: Pick<NoticeKeeper, 'add'>
}

/** What a start has to see to: a list that had to be rescued, and a machine that ended under the program. */
export class Boot {
  /** What everyone who opens the window during this run is told first. */
  readonly notices: readonly StaffelEvent[]
  readonly #facts: BootFacts
  readonly #parts: Parts
  readonly #backups: BackupKeeper

  constructor(facts: BootFacts, parts: Parts) {
    this.#facts = facts
    this.#parts = parts
    this.notices = noticesOf(facts.rescue, parts.world)
    this.#backups = new BackupKeeper(parts.world)
  }

  /** What was active is queued again. Nothing is started or deleted before a restored list and the disk are at one. */
  begin(work: () => void): void {
    const { store, log } = this.#parts.world
    const { rescue } = this.#facts
    const requeued = store.requeueActive()
    if (requeued > 0) log.info('episodes that were active go on', { requeued })
    for (const jobId of store.pendingAdditions()) while (store.takeAdditionBack(jobId, mostAtOnce));
    endUndoings(store)
    endSweeps(store)
    endRemovals(store)
    endQueueRemovals(store)
    this.#backups.start()
    for (const event of this.notices) if (event.type === 'notice') this.#parts.notices.add(event.notice)
    if (rescue?.kind !== 'restored') this.#go(work)
    else void this.#reconcile(rescue.backupAt).then(() => this.#go(work))
  }

  /** The program ends in order; the list is still open. */
  async end(): Promise<void> {
    const { store, log } = this.#parts.world
    await this.#backups.close()
    try {
      noteOrderlyEnd(store)
    } catch (error) {
      log.error('the orderly end could not be noted', { error: String(error) })
    }
  }

  #go(work: () => void): void {
    work()
    void this.#recheck()
  }

  async #reconcile(backupAt: number): Promise<void> {
    const { world } = this.#parts
    try {
      await reconcile(world, backupAt)
    } catch (error) {
      world.log.error('the restored list could not be compared with the disk', { error: String(error) })
    }
  }

  async #recheck(): Promise<void> {
    const { world, verification, news } = this.#parts
    try {
      if (!hasMachineEnded(world.store, this.#facts.machineRun)) return
      const damaged = await recheckLatest(world.store, verification, world.log)
      if (damaged === 0) return
      news.notice({ level: 'warning', code: 'FILES_RECHECKED', params: { damaged }, jobId: null, episodeId: null })
    } catch (error) {
      world.log.error('what was finished last could not be looked at', { error: String(error) })
    }
  }
}
