import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type {
  NewEpisodeRecord,
  NewJobRecord,
  PartFile,
  RemovalOptions,
  StartLimits,
  Store,
} from '../../../src-main/queue/ports.ts'
import { openStore } from '../../../src-main/store/open-store.ts'
import type { JobQuery } from '../../../src-preload/contract/index.ts'
import { testBox } from '../../support/secret-box.ts'

/** A folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'staffel-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An empty store in a real file; closed and deleted with the test. */
export function temporaryStore(): { store: Store; file: string } {
  const file = join(temporaryFolder(), 'staffel.db')
  const store = openStore({ box: testBox, file })
  onTestFinished(() => store.close())
  return { store, file }
}

let lastId = 0
export function newId(): string {
  lastId += 1
  return lastId.toString(16).padStart(16, '0')
}

export function newJob(given: Partial<NewJobRecord> = {}): NewJobRecord {
  return {
    id: newId(),
    title: 'A series',
    sourceKind: 'urls',
    sourceUrl: null,
    queueId: 'default',
    directory: '/downloads',
    priority: 0,
    sequential: false,
    createdAt: 1_000,
    connections: null,
    speedLimit: 0,
    onConflict: null,
    headers: {},
    sessionId: null,
    proxy: null,
    mount: null,
    ...given,
  }
}

export function newEpisode(given: Partial<NewEpisodeRecord> = {}): NewEpisodeRecord {
  const id = given.id ?? newId()
  const host = given.host ?? 'a.example'
  return {
    id,
    title: null,
    url: `http://${host}/${id}.bin`,
    host,
    mirrors: [],
    wantedName: null,
    folder: null,
    sourceKey: null,
    stream: null,
    pieces: null,
    signature: null,
    checksum: null,
    status: 'queued',
    ...given,
  }
}

export function newEpisodes(count: number, given: Partial<NewEpisodeRecord> = {}): NewEpisodeRecord[] {
  return Array.from({ length: count }, () => newEpisode(given))
}

export function partOf(fileName: string, done: number, bytesTotal: number | null): PartFile {
  return {
    fileName,
    bytesTotal,
    validator: { etag: '"v1"', lastModified: null, date: null },
    contentType: 'application/octet-stream',
    toldChecksum: null,
    segments: [{ start: 0, end: bytesTotal === null ? Number.MAX_SAFE_INTEGER : Math.max(0, bytesTotal - 1), done }],
  }
}

export function jobQuery(given: Partial<JobQuery> = {}): JobQuery {
  return { sort: 'position', order: 'asc', offset: 0, limit: 1_000, ...given }
}

/** A job with all that it leaves: what takes slices in the program. */
export function removeWhole(store: Store, jobId: string, options: RemovalOptions): void {
  store.removeJob(jobId, options)
  while (store.clearRemoved(2));
}

/** What may start where only the default queue is used. */
export function anyBut(...excludedHosts: string[]): StartLimits {
  return { queues: ['default'], excludedHosts, excludedSessions: [] }
}

export function idsOf(items: readonly { readonly id: string }[]): string[] {
  return items.map(({ id }) => id)
}
