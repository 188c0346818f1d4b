import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { until } from '../support/staffel.ts'
import type { LoopDelay } from './loop-delay-preload.ts'

/** Environment under which a program measures its main thread's event loop into a file of this folder. */
export function watchedLoop(folder: string): Readonly<Record<string, string>> {
  const preload = pathToFileURL(join(import.meta.dirname, 'loop-delay-preload.ts')).href
  return { NODE_OPTIONS: `--import=${preload}`, LOOP_DELAY_FILE: fileIn(folder) }
}

/** How late the event loop of a program that was started so is while the work lasts. */
export async function loopDelayDuring(pid: number, folder: string, work: () => Promise<unknown>): Promise<LoopDelay> {
  await toldBy(pid, folder)
  await work()
  return await toldBy(pid, folder)
}

/** Each signal tells what was measured since the one before. */
async function toldBy(pid: number, folder: string): Promise<LoopDelay> {
  await rm(fileIn(folder), { force: true })
  process.kill(pid, 'SIGUSR2')
  const text = await until(
    () => readFile(fileIn(folder), 'utf8').catch(() => ''),
    (read) => read.endsWith('\n'),
    10_000,
  )
  return JSON.parse(text) as LoopDelay
}

function fileIn(folder: string): string {
  return join(folder, 'loop-delay.json')
}
