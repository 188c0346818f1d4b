import { afterEach, beforeEach } from 'vitest'
import { FeedServer } from './feed-server.ts'
import { type Home, newHome, type Staffel, startStaffel } from './staffel.ts'

/** Importing this gives each test of the file a server of feeds of its own and a Staffel in folders of its own. */
export let server: FeedServer
export let home: Home
export let staffel: Staffel

beforeEach(async () => {
  server = await FeedServer.start()
  home = await newHome()
  staffel = await startStaffel(home)
})

afterEach(async () => {
  await staffel.kill('SIGKILL')
  await server.close()
  await home.remove()
})

/** Ends the program with the signal and starts it again on the same folders. */
export async function restart(signal: NodeJS.Signals): Promise<void> {
  await staffel.kill(signal)
  staffel = await startStaffel(home)
}
