import { setTimeout as sleep } from 'node:timers/promises'
import { chromium, type Page } from '@playwright/test'
import { chromiumLaunch } from '../../support/browser/chromium.ts'
import type { Figure } from '../figures.ts'
import { firstRowsMs } from '../first-rows.ts'
import { firstJob, largeList, openAll, withLargeList } from '../large-list.ts'
import type { Benchmark, Workbench } from '../workbench.ts'

const runs = 3
const restMs = 1_500
/** Ways to scroll: pixels in each frame (or parts of the whole list), and for how many frames. */
const turns = [
  { pixels: 60, frames: 240 },
  { pixels: 400, frames: 120 },
  { share: 1 / 240, frames: 240 },
] as const

/** A quarter of a million rows in a real browser: the time between two frames while they are scrolled and episodes run. */
export const scroll: Benchmark = { name: 'scroll', run }

async function run({ inFolder, say }: Workbench) {
  const browser = await chromium.launch(await chromiumLaunch())
  try {
    say('scroll: adding')
    const figures = await inFolder((folder) =>
      withLargeList(folder, async (staffel) => {
        const page = await (await browser.newContext({ locale: 'en-US', viewport: { width: 1_280, height: 800 } })).newPage()
        const loadMs = await firstRowsMs(page, staffel, firstJob)
        say('scroll: scrolling')
        await openAll(page)
        const frames: number[][] = []
        for (let turn = 0; turn < runs; turn++) frames.push(await scrolled(page))
        return [{ label: 'load to the first rows', value: loadMs, unit: 'ms', wanted: { atMost: 1_000 } }, ...figuresOf(frames)]
      }),
    )
    return { name: 'scroll', about: largeList, runs, rows: [], figures }
  } finally {
    await browser.close()
  }
}

/** The time between each two frames, in milliseconds, while the list is scrolled from its top. */
async function scrolled(page: Page): Promise<number[]> {
  await page.evaluate(() => document.querySelector('[role=treegrid]')?.scrollTo({ top: 0 }))
  await sleep(restMs)
  return page.evaluate(async (asked) => {
    const grid = document.querySelector('[role=treegrid]')
    if (grid === null) throw new Error('there is no list')
    const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
    const between: number[] = []
    let last = await nextFrame()
    for (const turn of asked) {
      const step = 'share' in turn ? turn.share * grid.scrollHeight : turn.pixels
      for (let frame = 0; frame < turn.frames; frame++) {
        grid.scrollTop += step
        const now = await nextFrame()
        between.push(now - last)
        last = now
      }
    }
    return between
  }, turns)
}

function figuresOf(all: readonly (readonly number[])[]): Figure[] {
  const sorted = all.map((frames) => frames.toSorted((one, other) => one - other))
  const at = (share: number) => sorted.map((frames) => frames[Math.ceil(frames.length * share) - 1] ?? Number.NaN)
  // In two of three runs: the second best of each.
  const usual = (values: readonly number[]) => values.toSorted((one, other) => one - other)[1] ?? Number.NaN
  return [
    { label: 'between two frames, median', value: usual(at(0.5)), unit: 'ms', wanted: { atMost: 17 } },
    { label: 'the same, p99', value: usual(at(0.99)), unit: 'ms', wanted: { atMost: 34 } },
    { label: 'the longest, in two of three', value: usual(at(1)), unit: 'ms', wanted: { atMost: 50 } },
  ]
}
