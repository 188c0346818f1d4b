import { readFile } from 'node:fs/promises'
import type { Browser, Page } from '@playwright/test'

/** What a page holds, in bytes. */
export interface PageMemory {
  /** What its process has for itself alone: neither the browser's program nor what it shares with other processes. */
  readonly processBytes: number
  /** What is alive in JavaScript, after its garbage was collected. */
  readonly heapBytes: number
}

/** Reads the memory of the one page of a browser. Linux only: proc_pid_smaps(5). */
export async function pageMemory(browser: Browser, page: Page): Promise<PageMemory> {
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devTools.send('Runtime.getHeapUsage')
  await devTools.detach()
  return { processBytes: await privateBytes(await rendererOf(browser)), heapBytes: usedSize }
}

/** The process that draws: the one of its kind that has worked most. */
async function rendererOf(browser: Browser): Promise<number> {
  const devTools = await browser.newBrowserCDPSession()
  const { processInfo } = await devTools.send('SystemInfo.getProcessInfo')
  await devTools.detach()
  const [renderer] = processInfo.filter(({ type }) => type === 'renderer').toSorted((one, other) => other.cpuTime - one.cpuTime)
  if (renderer === undefined) throw new Error('the browser has no page')
  return renderer.id
}

async function privateBytes(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8')
  const kilobytes = [...rollup.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gm)].map(([, number]) => Number(number))
  return kilobytes.reduce((sum, number) => sum + number, 0) * 1_024
}
