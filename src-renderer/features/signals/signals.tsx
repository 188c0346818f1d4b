import { useEffect } from 'react'
import { overallPercent } from '../../state/overall-progress.ts'
import type { Sound } from '../../state/sound-choice.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { playTone, type Tone } from '../../ui/tone.ts'
import { windowTitle } from './window-title.ts'

/** The title is renewed so often at most. */
const titleMs = 1_000
const tones = { finished: [659, 880], failed: [440, 330] } as const satisfies Record<Sound, Tone>

/** What tells of the program where nobody looks at it: the window's title, and sounds for whoever wants them. */
export function Signals() {
  useTitle()
  useSounds()
  return null
}

function useTitle(): void {
  const { live } = useCore()
  const t = useText()
  const format = useFormat()
  useEffect(() => {
    const renew = () => {
      const { stats, running } = live.getState()
      const title = windowTitle(t, format, { active: stats?.slots.active ?? 0, percent: overallPercent(running) })
      if (document.title !== title) document.title = title
    }
    renew()
    const timer = setInterval(renew, titleMs)
    return () => clearInterval(timer)
  }, [live, t, format])
}

function useSounds(): void {
  const { live } = useCore()
  const isWanted = useLive((state) => state.settings?.sounds ?? false)
  useEffect(() => {
    if (!isWanted) return
    return live.subscribe(({ sound }, before) => {
      if (sound !== null && sound !== before.sound) void playTone(tones[sound.kind])
    })
  }, [live, isWanted])
}
