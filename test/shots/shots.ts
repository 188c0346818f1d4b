import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, chromium } from '@playwright/test'
import { axeLook, throughWithMotion } from '../support/browser/axe-findings.ts'
import { chromiumLaunch } from '../support/browser/chromium.ts'
import { type Language, languages, localeOf, wordsOf } from '../support/words.ts'
import { worldNames } from './fillings.ts'
import { type Scene, scenes } from './scenes.ts'
import { titlesOf } from './titles.ts'
import { openWorld, type World } from './worlds.ts'

const themes = ['light', 'dark'] as const
type Theme = (typeof themes)[number]

const sizes = { wide: { width: 1_280, height: 800 }, narrow: { width: 380, height: 780 } } as const
const loadingMs = 700
const defaultFolder = resolve(import.meta.dirname, '../../test-results/shots')

/**
 * `npm run shots -- [scene …] [--language de] [--theme dark] [--folder FOLDER] [--heard]`: every screen of the
 * window in the states that matter, over real downloads, as one picture for each language and theme. To be looked at. With
 * `--heard` also what a screen reader is given of each, as an outline beside the picture, and axe looks at each.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      language: { type: 'string', multiple: true, default: [...languages] },
      theme: { type: 'string', multiple: true, default: [...themes] },
      folder: { type: 'string', default: defaultFolder },
      heard: { type: 'boolean', default: false },
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
        // Each theme begins with the same list: some scenes change it.
        for (const theme of themes.filter((one) => values.theme.includes(one))) {
          say(`${language}, ${theme}: ${name}`)
          const world = await openWorld(name, language)
          try {
            for (const scene of here) {
              const path = join(values.folder, `${scene.name}-${language}-${theme}`)
              await take({ browser, world, language, theme, isHeard: values.heard }, scene, path)
                .then((findings) => {
                  taken += 1
                  failures.push(...findings.map((finding) => `${path}: ${finding}`))
                })
                .catch((error: unknown) => failures.push(`${path}: ${error}`))
            }
          } finally {
            await world.close()
          }
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
  readonly isHeard: boolean
}

/** @returns what axe finds, where it is to look. @param path without its ending */
async function take({ browser, world, language, theme, isHeard }: Stage, scene: Scene, path: string): Promise<string[]> {
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
    await scene.show({ page, world, titles: titlesOf[language], words: (key) => wordsOf(language, key) })
    // For what is loaded later.
    await page.waitForTimeout(loadingMs)
    await throughWithMotion(page)
    await page.screenshot({ path: `${path}.png`, animations: 'disabled' })
    if (!isHeard) return []
    await writeFile(`${path}.yaml`, `${await page.locator('body').ariaSnapshot()}\n`)
    return await axeLook(page)
  } finally {
    await context.close()
  }
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}

process.exitCode = await main()
