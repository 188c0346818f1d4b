import { mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, chromium, type Page } from '@playwright/test'
import { chromiumLaunch } from '../support/browser/chromium.ts'
import { worldNames } from './fillings.ts'
import { type Scene, scenes } from './scenes.ts'
import { type Language, languages, localeOf, wordsOf } from './words.ts'
import { openWorld, type World } from './worlds.ts'

const themes = ['light', 'dark'] as const
type Theme = (typeof themes)[number]

const sizes = { wide: { width: 1_280, height: 800 }, narrow: { width: 380, height: 780 } } as const
const defaultFolder = resolve(import.meta.dirname, '../../test-results/shots')

/**
 * `npm run shots -- [scene …] [--language de] [--theme dark] [--folder FOLDER]`: every screen of the window in the states
 * that matter, over real downloads, as one picture for each language and theme. To be looked at.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      language: { type: 'string', multiple: true, default: [...languages] },
      theme: { type: 'string', multiple: true, default: [...themes] },
      folder: { type: 'string', default: defaultFolder },
    },
  })
  const unknown = positionals.filter((name) => !scenes.some((scene) => scene.name === name))
  if (unknown.length > 0) {
    say(`There is no scene called ${unknown.join(', ')}. There are: ${scenes.map(({ name }) => name).join(', ')}`)
    return 1
  }
  const wanted = scenes.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
  if (positionals.length === 0) await rm(values.folder, { recursive: true, force: true })
  await mkdir(values.folder, { recursive: true })
  const browser = await chromium.launch(await chromiumLaunch())
  const failures: string[] = []
  let taken = 0
  try {
    for (const language of languages.filter((name) => values.language.includes(name))) {
      for (const name of worldNames) {
        const here = wanted.filter((scene) => scene.world === name)
        if (here.length === 0) continue
        say(`${language}: ${name}`)
        const world = await openWorld(name, language)
        try {
          for (const theme of themes.filter((one) => values.theme.includes(one))) {
            for (const scene of here) {
              const path = join(values.folder, `${scene.name}-${language}-${theme}.png`)
              await take({ browser, world, language, theme }, scene, path)
                .then(() => {
                  taken += 1
                })
                .catch((error: unknown) => failures.push(`${path}: ${error}`))
            }
          }
        } finally {
          await world.close()
        }
      }
    }
  } finally {
    await browser.close()
  }
  for (const failure of failures) say(failure)
  say(`${taken} pictures in ${values.folder}`)
  return failures.length === 0 ? 0 : 1
}

interface Stage {
  readonly browser: Browser
  readonly world: World
  readonly language: Language
  readonly theme: Theme
}

async function take({ browser, world, language, theme }: Stage, scene: Scene, path: string): Promise<void> {
  const context = await browser.newContext({
    locale: localeOf[language],
    colorScheme: theme,
    viewport: sizes[scene.size ?? 'wide'],
    deviceScaleFactor: scene.size === 'narrow' ? 2 : 1,
  })
  try {
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    await page.goto(`${world.staffel.url}/?token=${encodeURIComponent(world.staffel.token)}`)
    await page.getByRole('main').waitFor()
    await scene.show({ page, world, words: (key) => wordsOf(language, key) })
    await atRest(page)
    await page.screenshot({ path, animations: 'disabled' })
  } finally {
    await context.close()
  }
}

/** Waits for what is loaded later, and for what fades in. */
async function atRest(page: Page): Promise<void> {
  await page.waitForTimeout(700)
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    await Promise.allSettled(ending.map(({ finished }) => finished))
  })
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}

process.exitCode = await main()
