import type { Notice, StaffelEvent } from '../../src-preload/contract/index.ts'
import type { Rescue } from './ports.ts'
import type { World } from './world.ts'

type Opening = Pick<Notice, 'code' | 'params'>

/** What everyone who opens the window during this run is told first: what of the list is not as they left it. */
export function noticesOf(
  rescue: Rescue | null,
  { store, clock, random }: Pick<World, 'clock' | 'random'> & { readonly store: Pick<World['store'], 'areSecretsLost'> },
): readonly StaffelEvent[] {
  const at = new Date(clock.now()).toISOString()
  const lost: readonly Opening[] = store.areSecretsLost ? [{ code: 'SECRETS_LOST', params: {} }] : []
  return [...(rescue === null ? [] : [rescueNotice(rescue)]), ...lost].map((opening) => ({
    type: 'notice',
    notice: { id: random.id(), level: 'error', jobId: null, episodeId: null, at, ...opening },
  }))
}

function rescueNotice(rescue: Rescue): Opening {
  const { setAside } = rescue
  if (rescue.kind === 'emptied') return { code: 'LIST_EMPTIED', params: { setAside } }
  return { code: 'LIST_RESTORED', params: { setAside, backupAt: new Date(rescue.backupAt).toISOString() } }
}
