import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Host, Job } from '../../../src-preload/contract/index.ts'
import { selfSignedCertificate } from '../../support/faulty-server/certificate.ts'
import { Http2Server } from '../../support/http2-server.ts'
import { type Home, newHome, type Staffel, startStaffel } from '../../support/staffel.ts'

let home: Home
let server: Http2Server
let staffel: Staffel

beforeEach(async () => {
  home = await newHome()
  const certificateFile = join(home.data, '..', 'certificate.pem')
  await writeFile(certificateFile, (await selfSignedCertificate()).cert)
  vi.stubEnv('NODE_EXTRA_CA_CERTS', certificateFile)
  server = await Http2Server.start({ http1DelayMs: 100 })
  staffel = await startStaffel(home)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await staffel.kill('SIGKILL')
  await server.close()
  await home.remove()
})

async function fetchFiles(names: readonly string[]): Promise<void> {
  for (const [index, name] of names.entries()) server.serve(name, { size: 30_000 + index, seed: index + 1 })
  const job = await staffel.post<Job>('/jobs', { urls: names.map((name) => server.url(name)) })
  await staffel.untilJob(job.id, ({ status }) => status === 'completed', 20_000)
  for (const episode of await staffel.episodesOf(job.id)) {
    const name = new URL(episode.url).pathname
    expect((await readFile(episode.path ?? '')).equals(server.content(name))).toBe(true)
  }
}

it('what measured faster is in the profile of its server, and is used from the first request on after a restart', async () => {
  await staffel.patchSettings({ maxSlots: 8 })
  await fetchFiles(Array.from({ length: 180 }, (_, index) => `/f${index}`))
  const profileNow = async () => (await staffel.get<Host>(`/hosts/${server.host}`)).profile
  const profile = await profileNow()
  expect(profile.http2).toMatchObject({ support: 'offered', isUsed: true })
  expect(profile.http2?.http1Ms).toBeGreaterThan(profile.http2?.http2Ms ?? Infinity)
  await staffel.kill('SIGTERM')
  staffel = await startStaffel(home)
  expect(await profileNow()).toEqual(profile)
  const before = server.requests.length
  await fetchFiles(['/a', '/b', '/c'])
  expect(server.requests.slice(before).map(({ version }) => version)).toEqual(['2.0', '2.0', '2.0'])
})
