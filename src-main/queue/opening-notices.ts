import type { StaffelEvent } from '../../src-preload/contract/index.ts'
import type { Rescue } from './ports.ts'
import type { World } from './world.ts'

/** What everyone who opens the window during this run is told first: that the list is not the one they left. */
export function noticesOf(rescue: Rescue | null, { clock, random }: Pick<World, 'clock' | 'random'>): readonly StaffelEvent[] {
  if (rescue === null) return []
  const { setAside } = rescue
  const restored = { code: 'LIST_RESTORED', params: { setAside, backupAt: rescueTime(rescue) } } as const
  const emptied = { code: 'LIST_EMPTIED', params: { setAside } } as const
  const at = new Date(clock.now()).toISOString()
  const common = { id: random.id(), level: 'error', jobId: null, episodeId: null, at } as const
  return [{ type: 'notice', notice: { ...common, ...(rescue.kind === 'restored' ? restored : emptied) } }]
}

function rescueTime(rescue: Rescue): string | null {
  return rescue.kind === 'restored' ? new Date(rescue.backupAt).toISOString() : null
}
