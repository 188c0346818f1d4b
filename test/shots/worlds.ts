import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FaultyServer } from '../support/faulty-server.ts'
import { FeedServer } from '../support/feed-server.ts'
import { Staffel } from '../support/staffel.ts'
import { FolderServer } from '../support/web/folder-server.ts'
import { launchWeb } from '../support/web/launch.ts'
import type { Language } from '../support/words.ts'
import { fillings, type WorldName } from './fillings.ts'

/** A Staffel with something in its list, and the servers that it fetches from. */
export interface World {
  readonly staffel: Staffel
  /** The folder for what is downloaded. */
  readonly downloads: string
  readonly files: FaultyServer
  /** Another server: what one refuses holds nothing of the other. */
  readonly elsewhere: FaultyServer
  /** Asks for a certificate to be trusted. */
  readonly secure: FaultyServer
  readonly folders: FolderServer
  readonly feeds: FeedServer
  close(): Promise<void>
}

const pages = (count: number) => Array.from({ length: count }, (_, page) => `deed-${String(page + 1).padStart(3, '0')}.jpg`)
const archive = {
  '/archive/': ['1780/', '1781/', 'index.pdf', 'register.csv'],
  '/archive/1780/': pages(48),
  '/archive/1781/': pages(36),
}

/** A folder whose name may be seen in a picture, or if that is taken another one. */
async function ownFolder(): Promise<string> {
  const pleasant = join(tmpdir(), 'staffel')
  return mkdir(pleasant).then(
    () => pleasant,
    () => mkdtemp(`${pleasant}-`),
  )
}

/** Starts a Staffel of its own and brings it into a state by real downloads. */
export async function openWorld(name: WorldName, language: Language): Promise<World> {
  const base = await ownFolder()
  const downloads = join(base, 'Downloads')
  await mkdir(downloads)
  const web = await launchWeb(['--data-dir', join(base, 'data'), '--download-dir', downloads])
  const staffel = new Staffel(web)
  const [files, elsewhere, secure, feeds, folders] = await Promise.all([
    FaultyServer.start(),
    FaultyServer.start(),
    FaultyServer.start({ tls: true }),
    FeedServer.start(),
    FolderServer.start(archive),
  ])
  const world: World = {
    staffel,
    downloads,
    files,
    elsewhere,
    secure,
    folders,
    feeds,
    async close() {
      await web.close()
      await Promise.all([files.close(), elsewhere.close(), secure.close(), feeds.close(), folders.close()])
      await rm(base, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  try {
    await staffel.patchSettings({ language, minFreeBytes: 0, retry: { maxAttempts: 1 } })
    if (name !== 'empty') await staffel.patch('/window', { usedHints: ['paste', 'slots', 'palette'] })
    await fillings[name](world, language)
    return world
  } catch (error) {
    await world.close()
    throw error
  }
}
