import { Lightbulb, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { hintBesideList } from '../../state/next-hint.ts'
import { useCore, useLive, useView } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { IconButton } from '../../ui/button.tsx'
import styles from './hints.module.css'
import { useHintText } from './use-hint-text.ts'

/** Below the list, one thing at a time that a new person may not know; gone for good once it was done or waved away. */
export function HintBar() {
  const { memory } = useCore()
  const t = useText()
  const hintText = useHintText()
  useUsedHints()
  const hint = useLive((state) =>
    hintBesideList({
      used: state.memory?.usedHints ?? null,
      hasJobs: (state.stats?.jobs.all ?? 0) > 0,
      isActive: (state.stats?.slots.active ?? 0) > 0,
    }),
  )
  if (hint === null) return null
  return (
    <div role="note" className={styles.bar}>
      <Lightbulb aria-hidden />
      <span className={styles.text}>{hintText(hint)}</span>
      <IconButton label={t('command:hint.dismiss')} icon={<X />} onPress={() => void memory.endHint(hint)} />
    </div>
  )
}

/** Notes what was done that a hint is about, however it was done. */
function useUsedHints(): void {
  const { memory } = useCore()
  const slots = useLive((state) => state.settings?.maxSlots ?? null)
  const isPalette = useView((state) => state.dialog?.kind === 'palette')
  const slotsBefore = useRef(slots)
  useEffect(() => {
    if (slotsBefore.current !== null && slots !== slotsBefore.current) void memory.endHint('slots')
    slotsBefore.current = slots
  }, [memory, slots])
  useEffect(() => {
    if (isPalette) void memory.endHint('palette')
  }, [memory, isPalette])
}
