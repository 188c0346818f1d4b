import type { Slots } from '../../../src-preload/contract/index.ts'
import { showJob } from '../../state/show-job.ts'
import { slotNote } from '../../state/slot-note.ts'
import { useAsked } from '../../state/use-asked.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useKeptList } from '../../state/use-kept-list.ts'
import { type Text, useFormat, useText } from '../../state/use-text.ts'
import { useTick } from '../../state/use-tick.ts'
import { classNames } from '../../ui/class-names.ts'
import { CutName } from '../../ui/cut-name.tsx'
import type { Format } from '../../ui/format/index.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Steady } from '../../ui/steady.tsx'
import styles from './overview.module.css'
import { Panel } from './panel.tsx'
import { slotPlaces } from './slot-places.ts'

const askMs = 1_500
/** Slots that are drawn; the list shows all. */
const mostDrawn = 24
/** Beyond so many nobody needs to see each free one. */
const mostFreeDrawn = 12

type Slot = Slots['items'][number]

/** How many slots there are and are taken, what keeps them fewer, and what each of them fetches. */
export function SlotsPanel() {
  const { overview } = useCore()
  const t = useText()
  const format = useFormat()
  const slots = useLive((state) => state.stats?.slots ?? null)
  const closedUntil = useLive((state) => state.stats?.schedule?.until ?? null)
  const tick = useTick(askMs)
  const taken = useAsked(() => overview.slots(), 'slots', tick + (slots?.active ?? 0))
  const items = taken?.items ?? []
  const ids = items.map(({ episodeId }) => episodeId)
  const isScaled = useLive((state) => (state.stats?.scaling ?? null) !== null)
  const all = slots === null ? 0 : Math.max(isScaled ? slots.effective : slots.configured, slots.active)
  const count = Math.max(slots?.active ?? 0, Math.min(all, mostFreeDrawn))
  const places = useKeptList<string | null>((before) => slotPlaces(before, ids, count))
  if (slots === null) return null
  const drawn = places.slice(0, mostDrawn)
  const more = Math.max(all, places.length) - drawn.length
  const note = slotNote(t, format, slots, closedUntil)
  return (
    <Panel
      id="slots"
      title={t('overview:slots.title')}
      note={t('overview:slots.taken', { active: format.count(slots.active), configured: format.count(slots.configured) })}
    >
      <p className={styles.slotNote}>{note ?? sentence(t, slots)}</p>
      <ul className={styles.slots}>
        {drawn.map((id, at) => {
          const slot = items.find(({ episodeId }) => episodeId === id)
          // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its place.
          return slot === undefined ? <FreeSlot key={at} t={t} /> : <TakenSlot key={at} slot={slot} t={t} format={format} />
        })}
      </ul>
      {more > 0 && <p className={styles.soft}>{t('overview:slots.more', { count: more, formatted: format.count(more) })}</p>}
    </Panel>
  )
}

function sentence(t: Text, { active, effective }: { readonly active: number; readonly effective: number }): string {
  if (effective === 0) return t('overview:slots.none')
  if (active === 0) return t('overview:slots.idle')
  return active < effective ? t('overview:slots.free') : t('overview:slots.full')
}

function TakenSlot({ slot, t, format }: { readonly slot: Slot; readonly t: Text; readonly format: Format }) {
  const core = useCore()
  const { title, host, progress, speed, connections, stopping } = slot
  const facts = t('overview:slots.facts', { host, count: connections, formatted: format.count(connections) })
  return (
    <li className={classNames(styles.slot, stopping && styles.stopping)}>
      <button type="button" className={styles.slotName} onClick={() => showJob(core, slot.jobId)}>
        <CutName name={title} hint={`${title}\n${facts}`} />
      </button>
      <Steady className={styles.slotSpeed}>{stopping ? t('overview:slots.stopping') : format.speed(speed)}</Steady>
      <span className={styles.slotHost}>{host}</span>
      <Steady className={styles.slotPercent}>
        {progress === null ? format.bytes(slot.bytesDone) : format.percent(progress)}
      </Steady>
      <span className={styles.slotBar}>
        <ProgressBar value={progress} tone={stopping ? 'idle' : 'active'} />
      </span>
    </li>
  )
}

function FreeSlot({ t }: { readonly t: Text }) {
  return <li className={classNames(styles.slot, styles.free)}>{t('overview:slots.freeSlot')}</li>
}
