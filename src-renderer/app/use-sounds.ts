import { useEffect } from 'react'
import type { Sound } from '../state/sound-choice.ts'
import { useCore, useLive } from '../state/use-core.tsx'
import { playTone, type Tone } from '../ui/tone.ts'

const tones = { finished: [659, 880], failed: [440, 330] } as const satisfies Record<Sound, Tone>

/** Sounds for whoever wants them, while nobody looks at the window. */
export function useSounds(): void {
  const { live } = useCore()
  const isWanted = useLive((state) => state.settings?.sounds ?? false)
  useEffect(() => {
    if (!isWanted) return
    return live.subscribe(({ sound }, before) => {
      if (sound !== null && sound !== before.sound) void playTone(tones[sound.kind])
    })
  }, [live, isWanted])
}
