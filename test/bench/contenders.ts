import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Nginx } from '../support/nginx.ts'
import type { PeerCase } from './cases.ts'
import { type Cost, measured } from './measured.ts'
import { fetchAll, withStaffel } from './staffel-run.ts'

/** One run of a case into an empty folder. */
export type Contender = (bench: PeerCase, urls: readonly string[], folder: string, nginx: Nginx) => Promise<Cost>

/** Staffel by its public interface, with everything persisted; a fresh program for each run, started outside of the measurement. */
export const staffelContender: Contender = (bench, urls, folder, nginx) =>
  withStaffel(folder, settingsOf(bench), { NODE_EXTRA_CA_CERTS: nginx.certificateFile }, (staffel) =>
    measured(staffel.pid, () => fetchAll(staffel, urls, folder)),
  )

/** The same in a program that has done as much before: its machine code is made by then, and nobody starts it for each job. */
export const runningContender: Contender = (bench, urls, folder, nginx) =>
  withStaffel(folder, settingsOf(bench), { NODE_EXTRA_CA_CERTS: nginx.certificateFile }, async (staffel) => {
    const into = (name: string) => fetchAll(staffel, urls, folder, { directory: join(folder, 'files', name) })
    await into('before')
    return await measured(staffel.pid, () => into('then'))
  })

function settingsOf({ slots, connections }: PeerCase) {
  return { maxSlots: slots, maxConnectionsPerEpisode: connections, maxConnectionsPerHost: 64 }
}

/** The programs that Staffel is compared with, each with the same numbers of files and connections and nothing saved. */
export const peers = {
  aria2c: {
    package: 'aria2',
    run: async (bench, urls, folder, nginx) => {
      const list = await listOf(folder, urls)
      const many = [`-j${bench.slots}`, `-x${bench.connections}`, `-s${bench.connections}`, '-k1M']
      const trust = `--ca-certificate=${nginx.certificateFile}`
      return await runProgram('aria2c', ['-q', ...many, trust, '-i', list, '-d', join(folder, 'files')])
    },
  },
  wget2: {
    package: 'wget2',
    run: async (bench, urls, folder) => {
      const list = await listOf(folder, urls)
      const plain = ['-q', '--no-robots', '--no-hsts', '--no-config']
      return await runProgram('wget2', [...plain, `--max-threads=${bench.slots}`, '-i', list, '-P', join(folder, 'files')])
    },
  },
  curl: {
    package: 'curl',
    run: async (bench, urls, folder) => {
      const files = join(folder, 'files')
      const list = join(folder, 'list.txt')
      await mkdir(files)
      await writeFile(list, urls.map((url) => `url = "${url}"\noutput = "${join(files, basename(url))}"`).join('\n'))
      return await runProgram('curl', ['-q', '-s', '-f', '-Z', '--parallel-max', `${bench.slots}`, '-K', list])
    },
  },
} as const satisfies Readonly<Record<string, { readonly package: string; readonly run: Contender }>>

export type PeerName = keyof typeof peers

async function listOf(folder: string, urls: readonly string[]): Promise<string> {
  const list = join(folder, 'list.txt')
  await writeFile(list, urls.join('\n'))
  return list
}

async function runProgram(program: string, options: readonly string[]): Promise<Cost> {
  const child = spawn(program, options, { stdio: 'ignore' })
  const exited = once(child, 'exit')
  await once(child, 'spawn')
  return measured(child.pid ?? 0, async () => {
    const [code] = await exited
    if (code !== 0) throw new Error(`${program} ended with ${code}`)
  })
}

/** Whether a program can be run. */
export async function isInstalled(program: string): Promise<boolean> {
  const child = spawn(program, ['--version'], { stdio: 'ignore' })
  return new Promise((resolve) => {
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0))
  })
}
