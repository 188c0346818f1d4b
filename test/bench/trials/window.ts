import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from '@playwright/test'
import { chromiumLaunch } from '../../support/browser/chromium.ts'
import type { Staffel } from '../../support/staffel.ts'
import { launchWeb } from '../../support/web/launch.ts'
import { StaffelWindow } from '../../support/window/staffel-window.ts'
import type { Figure } from '../figures.ts'
import { firstRowsMs } from '../first-rows.ts'
import { firstJob, largeList, openAll, withLargeList, wordOf } from '../large-list.ts'
import { medianOfNumbers } from '../measured.ts'
import { type PageMemory, pageMemory } from '../page-memory.ts'
import type { Benchmark, Workbench } from '../workbench.ts'

const kinds = ['load', 'search', 'details', 'shifts', 'soak', 'recovery'] as const
type Kind = (typeof kinds)[number]

const restMs = 1_500
const turns = 10
const shiftsMs = 60_000
const soakMinutes = 30
const sampleMs = 10_000
/** Long enough for the page to try seldom. */
const goneMs = 12_000

/** The window over a quarter of a million rows, in a real browser: what a person waits for, and what it holds after half an hour. */
export const windowTrial: Benchmark = { name: 'window', kinds, isOnlyByName: true, run }

async function run({ inFolder, kinds: wanted, say }: Workbench) {
  const browser = await chromium.launch(await chromiumLaunch())
  const asked = kinds.filter((kind) => wanted.length === 0 || wanted.includes(kind))
  try {
    say('window: adding')
    const figures = await inFolder((folder) =>
      withLargeList(folder, async (staffel) => {
        const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1_280, height: 800 } })
        const page = await context.newPage()
        const bundle = weighed(page)
        const rowsMs = await firstRowsMs(page, staffel, firstJob)
        const facts: Facts = { folder, browser, page, staffel, rowsMs, bundleBytes: bundle() }
        const found: Figure[] = []
        for (const kind of asked) {
          say(`window: ${kind}`)
          await sleep(restMs)
          found.push(...(await measures[kind](facts)))
        }
        return found
      }),
    )
    return { name: 'window', about: largeList, runs: 1, rows: [], figures }
  } finally {
    await browser.close()
  }
}

interface Facts {
  readonly folder: string
  readonly browser: Browser
  readonly page: Page
  readonly staffel: Staffel
  readonly rowsMs: number
  readonly bundleBytes: Promise<number>
}

const measures: Readonly<Record<Kind, (facts: Facts) => Promise<readonly Figure[]>>> = {
  async load({ page, rowsMs, bundleBytes }) {
    const paintMs = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.POSITIVE_INFINITY,
    )
    return [
      { label: 'load to the first paint', value: paintMs, unit: 'ms', wanted: { atMost: 400 } },
      { label: 'load to the first rows', value: rowsMs, unit: 'ms', wanted: { atMost: 1_000 } },
      { label: 'scripts and styles by then', value: (await bundleBytes) / 1e3, unit: 'kB gzip', wanted: { atMost: 350 } },
    ]
  },

  async search({ page }) {
    const search = page.getByRole('searchbox')
    const letters: number[] = []
    const answers: number[] = []
    for (let turn = 1; turn <= turns; turn++) {
      const [first = '', last = ''] = wordOf(turn)
      await search.fill(first)
      await sleep(restMs)
      const answer = await watchAnswer(page)
      await page.keyboard.press(last)
      const [letterMs = Number.NaN, answerMs = Number.NaN] = await answer()
      letters.push(letterMs)
      answers.push(answerMs)
    }
    await search.fill('')
    return [
      { label: 'a letter in the search, longest', value: Math.max(...letters), unit: 'ms', wanted: { atMost: 50 } },
      { label: 'its answer, median', value: medianOfNumbers(answers), unit: 'ms', wanted: null },
      { label: 'its answer, longest', value: Math.max(...answers), unit: 'ms', wanted: { atMost: 50 } },
    ]
  },

  async details({ page }) {
    await openAll(page)
    const opened: number[] = []
    for (let turn = 0; turn < turns; turn++) {
      await page.keyboard.press('ArrowDown')
      await sleep(restMs / 3)
      const opens = await timed(page, (settle) =>
        document.addEventListener(
          'keydown',
          ({ timeStamp }) => {
            const look = (now: number) => {
              if (document.querySelector('aside h3') === null) requestAnimationFrame(look)
              else settle([now - timeStamp])
            }
            requestAnimationFrame(look)
          },
          { once: true, capture: true },
        ),
      )
      await page.keyboard.press('i')
      const [openMs = Number.NaN] = await opens()
      opened.push(openMs)
      await page.keyboard.press('i')
    }
    return [{ label: 'opening the details, longest', value: Math.max(...opened), unit: 'ms', wanted: { atMost: 100 } }]
  },

  async shifts({ page }) {
    await openAll(page)
    await page.keyboard.press('i')
    await sleep(restMs)
    const shifted = await page.evaluate(
      (lastsMs) =>
        new Promise<number>((resolve) => {
          let sum = 0
          const observer = new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) if ('value' in entry) sum += Number(entry.value)
          })
          observer.observe({ type: 'layout-shift' })
          setTimeout(() => {
            observer.disconnect()
            resolve(sum)
          }, lastsMs)
        }),
      shiftsMs,
    )
    return [{ label: 'layout shift in 60 s', value: shifted, unit: '', wanted: { atMost: 0 } }]
  },

  async soak({ browser, page }) {
    await openAll(page)
    const samples: PageMemory[] = []
    for (let at = 0; at <= soakMinutes * 60_000; at += sampleMs) {
      samples.push(await pageMemory(browser, page))
      await sleep(sampleMs)
    }
    const last = samples.at(-1)
    if (last === undefined) throw new Error('no sample was taken')
    return [
      { label: 'memory of the page', value: last.processBytes / 1e6, unit: 'MB', wanted: { atMost: 250 } },
      { label: 'of it alive in JavaScript', value: last.heapBytes / 1e6, unit: 'MB', wanted: null },
      { label: 'growth of it all', value: slopeOf(samples.map(({ processBytes }) => processBytes)), unit: 'MB/h', wanted: null },
      { label: 'growth in JavaScript', value: slopeOf(samples.map(({ heapBytes }) => heapBytes)), unit: 'MB/h', wanted: null },
    ]
  },

  async recovery({ folder, page, staffel }) {
    await openAll(page)
    const { port } = new URL(staffel.url)
    const lost = page.getByText('The connection to Staffel was lost.')
    await staffel.kill('SIGKILL')
    await lost.waitFor()
    await sleep(goneMs)
    const startedAt = performance.now()
    const again = await launchWeb(['--port', port, '--data-dir', join(folder, 'data'), '--download-dir', join(folder, 'files')])
    try {
      const readyAt = performance.now()
      await lost.waitFor({ state: 'detached' })
      await new StaffelWindow(page)
        .cell(/deed-1-0001/, 'state')
        .getByText('Downloading')
        .waitFor()
      const now = performance.now()
      return [
        { label: 'killed, started, and back', value: (now - startedAt) / 1e3, unit: 's', wanted: { atMost: 3 } },
        { label: 'of it after it was ready', value: (now - readyAt) / 1e3, unit: 's', wanted: null },
      ]
    } finally {
      await again.close()
    }
  },
}

/** The scripts and styles that the page asked for before it painted anything, compressed as a server would; in bytes. */
function weighed(page: Page): () => Promise<number> {
  const sizes = new Map<string, Promise<number>>()
  page.on('response', (response) => {
    const url = response.url()
    if (/\.(js|css)$/.test(new URL(url).pathname))
      sizes.set(
        url,
        response.body().then((body) => gzipSync(body).length),
      )
  })
  return async () => {
    const urls = await page.evaluate(() => {
      const paintedAt = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.POSITIVE_INFINITY
      const fetched = performance.getEntriesByType('resource').filter(({ startTime }) => startTime <= paintedAt)
      return fetched.map(({ name }) => name)
    })
    const known = await Promise.all(urls.map((url) => sizes.get(url) ?? 0))
    return known.reduce((sum, size) => sum + size, 0)
  }
}

/** Of the next letter in the search: how long until it stands there, and until the list shows what was found. */
function watchAnswer(page: Page): Promise<() => Promise<readonly number[]>> {
  return timed(page, (settle) => {
    const grid = document.querySelector('[role=treegrid]')
    const before = grid?.getAttribute('aria-rowcount')
    const painted = (then: () => void) => requestAnimationFrame(() => setTimeout(then))
    document.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        let letterMs = Number.NaN
        painted(() => {
          letterMs = performance.now() - timeStamp
        })
        const watch = new MutationObserver(() => {
          if (grid?.getAttribute('aria-rowcount') === before) return
          watch.disconnect()
          painted(() => settle([letterMs, performance.now() - timeStamp]))
        })
        if (grid) watch.observe(grid, { attributes: true })
      },
      { once: true, capture: true },
    )
  })
}

interface TimingWindow extends Window {
  timings?: Promise<readonly number[]>
}

/** Has something timed in the page from now on; what is returned waits for it. `begin` may use nothing from outside. */
async function timed(
  page: Page,
  begin: (settle: (ms: readonly number[]) => void) => void,
): Promise<() => Promise<readonly number[]>> {
  await page.evaluate((source) => {
    const timing: TimingWindow = window
    // biome-ignore lint/security/noGlobalEval: a function can be handed into the page as its text only.
    const run: typeof begin = eval(`(${source})`)
    timing.timings = new Promise((resolve, reject) => {
      run(resolve)
      setTimeout(() => reject(new Error('what was to be timed never came')), 10_000)
    })
  }, begin.toString())
  return () =>
    page.evaluate(() => {
      const timing: TimingWindow = window
      return timing.timings ?? []
    })
}

/** MB in an hour by least squares, over what was measured once everything was in its stride: the last two thirds. */
function slopeOf(all: readonly number[]): number {
  const bytes = all.slice(Math.floor(all.length / 3))
  const middle = (bytes.length - 1) / 2
  const mean = bytes.reduce((sum, value) => sum + value, 0) / bytes.length
  const over = bytes.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0)
  const under = bytes.reduce((sum, _, at) => sum + (at - middle) ** 2, 0)
  return ((over / under) * (3_600_000 / sampleMs)) / 1e6
}
