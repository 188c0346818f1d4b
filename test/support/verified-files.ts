import { access, open, readFile } from 'node:fs/promises'
import type { Job, VerifyAnswer } from '../../src-preload/contract/index.ts'
import { server, staffel } from './each-test-a-staffel.ts'
import type { FileScript } from './faulty-server.ts'
import { until } from './staffel.ts'

export const blockBytes = 4_194_304
/** Four blocks, the last one short. */
export const sizeOfFour = 3 * blockBytes + 777

/** Downloads files and says where they are, once nothing else is there of them. */
export async function downloaded(paths: readonly string[], file: Partial<FileScript> = {}, more: object = {}) {
  for (const [index, path] of paths.entries()) server.serve(path, { size: sizeOfFour, seed: index + 1, ...file })
  const job = await staffel.post<Job>('/jobs', { urls: paths.map((path) => server.url(path)), ...more })
  await staffel.untilJob(job.id, (now) => now.status === 'completed')
  const episodes = await staffel.episodesOf(job.id)
  const files = episodes.map(({ path }) => path ?? '')
  // A part goes a moment after its file is there.
  for (const path of files)
    await until(
      () => isThere(`${path}.part`),
      (standing) => !standing,
      5_000,
    )
  return { job, episodes, files }
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

export async function flipByte(file: string, position: number): Promise<void> {
  const handle = await open(file, 'r+')
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, position)
  await handle.write(Buffer.from([(buffer[0] ?? 0) ^ 0xff]), 0, 1, position)
  await handle.close()
}

export const verify = (body?: object) => staffel.post<VerifyAnswer>('/verify', body)
export const block = (number: number) => ({
  start: number * blockBytes,
  end: Math.min((number + 1) * blockBytes, sizeOfFour) - 1,
})
/** Ranges asked for since the download, as they stood in the requests. */
export const rangesSince = (path: string, requests: number) =>
  server
    .requestsTo(path)
    .slice(requests)
    .map(({ headers }) => headers.range)
export async function isExact(path: string, file: string): Promise<boolean> {
  return (await readFile(file)).equals(server.content(path))
}
