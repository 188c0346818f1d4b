import type { Log, Store } from './ports.ts'
import { isRefusal } from './refusal.ts'
import type { Verification } from './verification.ts'

/** How far before the last finished file the others are that may have been on their way to the disk with it. */
const lastMinuteMs = 60_000
const filesAtOnce = 200

/** Looks at the files that were finished last before the machine ended; what is damaged is fetched again. Returns how many are. */
export async function recheckLatest(
  store: Pick<Store, 'finishedLatest'>,
  verification: Pick<Verification, 'verify'>,
  log: Pick<Log, 'warn'>,
): Promise<number> {
  const ids = store.finishedLatest(lastMinuteMs)
  let damaged = 0
  for (let from = 0; from < ids.length; from += filesAtOnce) {
    const episodeIds = ids.slice(from, from + filesAtOnce)
    let after: string | undefined
    do {
      const answer = await verification.verify({
        episodeIds,
        repair: true,
        limit: filesAtOnce,
        ...(after === undefined ? {} : { after }),
      })
      // The program ends, or all of them are gone.
      if (isRefusal(answer)) return damaged
      damaged += answer.items.filter(({ repair }) => repair !== null).length
      after = answer.next ?? undefined
    } while (after !== undefined)
  }
  log.warn('the machine ended unexpectedly; what was finished just before was looked at', { files: ids.length, damaged })
  return damaged
}
