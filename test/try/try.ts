import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Episode, Job } from '../../src-preload/contract/index.ts'
import { startNginx } from '../support/nginx.ts'
import { Staffel } from '../support/staffel.ts'
import { launchWeb } from '../support/web/launch.ts'
import { fetchPublishedFiles, type PublishedFile } from './published-files.ts'

/**
 * `npm run try`: the main job on real input. Files that others published, served by a real nginx on loopback over http
 * and https, are downloaded as one job through the public interface, and every one is compared with its published
 * digest. `--keep` leaves everything running, to look at in the browser.
 */
async function main(): Promise<number> {
  const base = await mkdtemp(join(tmpdir(), 'staffel-try-'))
  const served = join(base, 'served')
  await mkdir(served)
  const nginx = await startNginx(served, join(base, 'nginx'))
  if (nginx === null) {
    process.stderr.write('nginx is not installed; on Debian: apt-get install nginx-light\n')
    await rm(base, { recursive: true })
    return 1
  }
  try {
    process.stderr.write('Fetching published files:\n')
    const files = await fetchPublishedFiles(served)
    const folders = ['--data-dir', join(base, 'data'), '--download-dir', join(base, 'downloads')]
    const web = await launchWeb(folders, { NODE_EXTRA_CA_CERTS: nginx.certificateFile })
    try {
      if (process.argv.includes('--keep')) {
        const urls = files.map(({ fileName }, index) => `${index % 2 === 0 ? nginx.http : nginx.https}/${fileName}`)
        process.stdout.write(`${web.url}/?token=${web.token}\n\n${urls.join('\n')}\n\nCtrl+C ends it.\n`)
        await new Promise((resolve) => process.once('SIGINT', resolve))
        return 0
      }
      return await download(new Staffel(web), files, [nginx.http, nginx.https])
    } finally {
      await web.close()
    }
  } finally {
    await nginx.stop()
    await rm(base, { recursive: true, force: true })
  }
}

async function download(staffel: Staffel, files: readonly PublishedFile[], servers: readonly string[]): Promise<number> {
  const startedAt = performance.now()
  const added = await staffel.post<Job>('/jobs', {
    title: 'Published packages',
    directory: 'Published packages',
    episodes: files.map(({ fileName }, index) => ({ url: `${servers[index % servers.length]}/${fileName}` })),
  })
  let job = added
  while (job.status !== 'completed' && job.status !== 'failed') {
    await sleep(100)
    job = await staffel.get<Job>(`/jobs/${added.id}`)
    showProgress(job)
  }
  process.stderr.write('\n')
  const seconds = (performance.now() - startedAt) / 1_000
  const episodes = await staffel.episodesOf(job.id)
  let matching = 0
  for (const [index, episode] of episodes.entries()) {
    const wanted = files[index]
    const matches = wanted !== undefined && (await digestOf(episode)) === wanted.sha512
    if (matches) matching += 1
    const scheme = new URL(episode.url).protocol.slice(0, -1).padEnd(5)
    const size = `${((episode.bytesTotal ?? 0) / 1e6).toFixed(2)} MB`.padStart(9)
    process.stdout.write(`${matches ? 'matches' : 'DIFFERS'}  ${scheme}  ${size}  ${episode.fileName ?? episode.title}\n`)
  }
  const bytes = episodes.reduce((sum, episode) => sum + (episode.bytesTotal ?? 0), 0)
  process.stdout.write(`${matching} of ${files.length} files match their published SHA-512; `)
  process.stdout.write(`${(bytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(2)} s\n`)
  return matching === files.length ? 0 : 1
}

function showProgress(job: Job): void {
  const bar = '#'.repeat(Math.round((job.progress ?? 0) / 4)).padEnd(25, '.')
  const episodes = `${job.episodesCompleted}/${job.episodesTotal}`
  process.stderr.write(
    `\r[${bar}] ${(job.progress ?? 0).toFixed(1).padStart(5)} %  ${episodes}  ${(job.speed / 1e6).toFixed(1)} MB/s   `,
  )
}

/** SHA-512 of the finished file, hex; null where it is not there. */
async function digestOf(episode: Episode): Promise<string | null> {
  if (episode.path === null || episode.status !== 'completed') return null
  const hash = createHash('sha512')
  await pipeline(createReadStream(episode.path), hash)
  return hash.digest('hex')
}

process.exitCode = await main()
