import type { Page } from '@playwright/test'
import type { WorldName } from './fillings.ts'
import type { Titles } from './titles.ts'
import type { World } from './worlds.ts'

/** What a scene is played with. */
export interface Stage {
  readonly page: Page
  readonly world: World
  /** What the jobs are called. */
  readonly titles: Titles
  /** What the window says in its language: `namespace:key`. */
  readonly words: (key: string) => string
}

/** A screen in a state that matters. */
export interface Scene {
  readonly name: string
  readonly world: WorldName
  /** `narrow` is a phone. */
  readonly size?: 'wide' | 'narrow'
  /** From the list as it is after the start to what is to be seen. */
  readonly show: (stage: Stage) => Promise<void>
}

/** Of the podcast's: the first ones are finished. */
const runningEpisode = 'talk-06.mp3'

const table = (page: Page) => page.getByRole('treegrid')
const dialog = (page: Page) => page.getByRole('dialog')

/** Every screen there is, each in the list of what it needs. */
export const scenes: readonly Scene[] = [
  ...both('empty', 'empty', async () => undefined),
  ...both('add', 'empty', async ({ page }) => {
    await page.keyboard.press('Insert')
    await dialog(page).getByRole('textbox').first().waitFor()
  }),
  ...both('add-links', 'empty', async ({ page, world }) => {
    await page.keyboard.press('Insert')
    const links = Array.from({ length: 12 }, (_, index) => world.files.url(`/scan-${index + 1}.jpg`))
    await dialog(page).getByRole('textbox').first().fill(links.join('\n'))
  }),
  ...both('inspect-page', 'empty', async (stage) => {
    await inspect(stage, stage.world.folders.url('/archive/1780/'))
  }),
  ...both('list', 'few', ({ page, titles }) => openEpisodes(page, titles.podcast)),
  {
    name: 'list-selected',
    world: 'few',
    async show({ page, titles }) {
      await choose(page, titles.deeds)
      for (let row = 0; row < 2; row += 1) await page.keyboard.press('Shift+ArrowDown')
    },
  },
  {
    name: 'list-columns',
    world: 'few',
    async show({ page, words, titles }) {
      await openEpisodes(page, titles.podcast)
      await page.getByRole('button', { name: words('table:columns.choose') }).click()
    },
  },
  ...both('palette', 'few', async ({ page }) => {
    await page.keyboard.press('Control+k')
    await dialog(page).getByRole('searchbox').waitFor()
  }),
  {
    name: 'palette-found',
    world: 'few',
    async show({ page, words }) {
      await page.keyboard.press('Control+k')
      await dialog(page).getByRole('searchbox').fill(words('common:view.paused').slice(0, 4))
    },
  },
  ...both('shortcuts', 'few', async ({ page }) => {
    await table(page).focus()
    await page.keyboard.press('?')
    await dialog(page).waitFor()
  }),
  ...both('notices', 'few', async ({ page, words }) => {
    await page
      .getByRole('contentinfo')
      .getByRole('button', { name: new RegExp(words('notices:label')) })
      .click()
  }),
  ...['course', 'transfer'].map(
    (tab, at): Scene => ({
      name: `details-${tab}`,
      world: 'few',
      async show({ page, titles }) {
        await openEpisodes(page, titles.podcast)
        await choose(page, runningEpisode)
        await page.keyboard.press('i')
        await page
          .getByRole('complementary')
          .getByRole('tab')
          .nth(at + 1)
          .click()
      },
    }),
  ),
  {
    name: 'filters',
    world: 'many',
    async show({ page }) {
      await page.getByRole('searchbox').pressSequentially('state:paused state:')
    },
  },
  {
    name: 'menu',
    world: 'few',
    async show({ page }) {
      await table(page).focus()
      await page.keyboard.press('End')
      await page.keyboard.press('Shift+F10')
    },
  },
  ...both('details-job', 'few', async ({ page, titles }) => {
    await choose(page, titles.podcast)
    await page.keyboard.press('i')
  }),
  ...both('details-episode', 'few', async ({ page, titles }) => {
    await openEpisodes(page, titles.podcast)
    await choose(page, runningEpisode)
    await page.keyboard.press('i')
  }),
  {
    name: 'search',
    world: 'many',
    async show({ page, titles }) {
      await page.getByRole('searchbox').fill(`${titles.deeds.slice(0, 6)} 42`)
    },
  },
  ...both('many', 'many', async () => undefined),
  ...both('waiting', 'waiting', async ({ page }) => {
    await table(page).focus()
    await page.keyboard.press('ArrowDown')
    // Opens whatever has more than one file.
    for (let row = 0; row < 16; row += 1) {
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowDown')
    }
  }),
  ...both('offline', 'offline', ({ page, titles }) => openEpisodes(page, titles.podcast)),
  ...both('failed', 'failed', ({ page, titles }) => openEpisodes(page, titles.failed.missing)),
  {
    name: 'failed-details',
    world: 'failed',
    async show({ page }) {
      await table(page).focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('i')
    },
  },
  ...['files', 'failures', 'hosts', 'days', 'library'].map(
    (name, at): Scene => ({
      name: `report-${name}`,
      world: 'few',
      async show({ page }) {
        await page.keyboard.press('Control+b')
        await page.getByRole('tab').nth(at).click()
      },
    }),
  ),
  { name: 'overview-empty', world: 'empty', show: overview },
  ...both('overview', 'few', async (stage) => {
    await overview(stage)
    await stage.page.getByRole('grid').waitFor()
  }),
  ...both('sessions', 'few', async ({ page }) => {
    await page.keyboard.press('Control+i')
  }),
  {
    name: 'session-import',
    world: 'few',
    async show({ page, words }) {
      await page.keyboard.press('Control+i')
      await page.getByRole('button', { name: words('sessions:action.import'), exact: true }).click()
    },
  },
  ...both('subscriptions', 'few', async ({ page, words }) => {
    await showSidebar(page, words)
    await page.getByRole('button', { name: words('subscriptions:title') }).click()
  }),
  ...both('settings', 'few', async ({ page }) => {
    await page.keyboard.press('Control+,')
    await dialog(page).getByRole('tab').first().waitFor()
  }),
  ...[1, 2, 3, 4, 5, 6].map(
    (at): Scene => ({
      name: `settings-${at + 1}`,
      world: 'few',
      async show({ page }) {
        await page.keyboard.press('Control+,')
        await dialog(page).getByRole('tab').nth(at).click()
      },
    }),
  ),
  {
    name: 'export',
    world: 'few',
    async show({ page, words }) {
      await page.getByRole('button', { name: words('export:list') }).click()
    },
  },
  // Changes the list, so that it comes last.
  {
    name: 'list-removed',
    world: 'few',
    async show(stage) {
      await table(stage.page).focus()
      await stage.page.keyboard.press('Home')
      await stage.page.keyboard.press('Delete')
      await stage.page.getByRole('button', { name: stage.words('undo:action') }).waitFor()
    },
  },
]

async function overview({ page }: Stage): Promise<void> {
  await page.keyboard.press('Control+u')
  await page.locator('#overview[aria-busy="false"]').waitFor()
}

/** A screen on a desk, and the same on a phone. */
function both(name: string, world: WorldName, show: Scene['show']): Scene[] {
  return [
    { name, world, show },
    { name: `${name}-phone`, world, size: 'narrow', show },
  ]
}

/** Selects a job or an episode by its name, as a person does. */
async function choose(page: Page, name: string): Promise<void> {
  await table(page).getByRole('row').filter({ hasText: name }).first().getByRole('gridcell').first().click()
  // The pointer rests where it marks nothing.
  await page.mouse.move(0, 0)
}

async function openEpisodes(page: Page, title: string): Promise<void> {
  await choose(page, title)
  await page.keyboard.press('ArrowRight')
}

async function inspect({ page, words }: Stage, url: string): Promise<void> {
  await page.keyboard.press('Insert')
  await dialog(page).getByRole('textbox').first().fill(url)
  await dialog(page)
    .getByRole('button', { name: words('add:look') })
    .click()
  await dialog(page).getByRole('grid').waitFor()
}

/** On a phone the ways to the pages are behind a button. */
async function showSidebar(page: Page, words: Stage['words']): Promise<void> {
  const button = page.getByRole('button', { name: words('common:toolbar.sidebar') })
  if (await button.isVisible()) await button.click()
}
