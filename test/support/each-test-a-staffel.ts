import { afterEach, beforeEach } from 'vitest'
import { FaultyServer } from './faulty-server.ts'
import { type Home, newHome, type Staffel, startStaffel } from './staffel.ts'

/** Importing this gives each test of the file a server of its own and a Staffel in folders of its own. */
export let server: FaultyServer
export let home: Home
export let staffel: Staffel

beforeEach(async () => {
  server = await FaultyServer.start()
  home = await newHome()
  staffel = await startStaffel(home)
})

afterEach(async () => {
  await staffel.kill('SIGKILL')
  await server.close()
  await home.remove()
})

/** Ends the program with the signal and starts it again on the same folders. Returns the exit code, null after a kill. */
export async function restart(signal: NodeJS.Signals, options: readonly string[] = []): Promise<number | null> {
  const code = await staffel.kill(signal)
  staffel = await startStaffel(home, options)
  return code
}
