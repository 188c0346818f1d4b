import { type Home, newHome, type Staffel } from '../../staffel.ts'

/** What carries the program in a run, and how it dies there. */
export interface Mortal {
  readonly home: Home
  /** Whether what was not flushed may be gone afterwards. */
  readonly forgets: boolean
  /** Environment that the program is started with. */
  readonly env: Readonly<Record<string, string>>
  die(staffel: Staffel): Promise<void>
  close(): Promise<void>
}

/** The process is killed; what it gave to the system stays. */
export async function killedProcess(): Promise<Mortal> {
  const home = await newHome()
  return {
    home,
    forgets: false,
    env: {},
    async die(staffel) {
      await staffel.kill('SIGKILL')
    },
    close: () => home.remove(),
  }
}
