/** Notes of a short tone in hertz, one after the other. */
export type Tone = readonly number[]

const noteSeconds = 0.14
const loudness = 0.08
/** What is exponential never reaches 0. */
const silence = 0.0001

let context: AudioContext | null = null

/** Plays soft notes that are made here: there is no file to fetch. Silent where the page may not make sounds yet. */
export async function playTone(tone: Tone): Promise<void> {
  try {
    context ??= new AudioContext()
    if (context.state === 'suspended') await context.resume()
    for (const [at, hertz] of tone.entries()) playNote(context, hertz, context.currentTime + at * noteSeconds)
  } catch {
    // No device, or nobody has touched the page: then it is not heard.
  }
}

function playNote(audio: AudioContext, hertz: number, startsAt: number): void {
  const oscillator = new OscillatorNode(audio, { type: 'sine', frequency: hertz })
  const gain = new GainNode(audio, { gain: silence })
  gain.gain.setValueAtTime(silence, startsAt)
  gain.gain.exponentialRampToValueAtTime(loudness, startsAt + 0.02)
  gain.gain.exponentialRampToValueAtTime(silence, startsAt + noteSeconds * 2)
  oscillator.connect(gain).connect(audio.destination)
  oscillator.start(startsAt)
  oscillator.stop(startsAt + noteSeconds * 2)
}
