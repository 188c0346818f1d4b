import type { Page } from '@playwright/test'
import type { WorldName } from './fillings.ts'
import type { World } from './worlds.ts'

/** What a scene is played with. */
export interface Stage {
  readonly page: Page
  readonly world: World
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
  ...both('list', 'few', openJob(1)),
  {
    name: 'list-selected',
    world: 'few',
    async show(stage) {
      await openJob(1)(stage)
      for (let row = 0; row < 3; row += 1) await stage.page.keyboard.press('Shift+ArrowDown')
    },
  },
  {
    name: 'list-columns',
    world: 'few',
    async show({ page, words }) {
      await openJob(1)({ page })
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
      async show({ page }) {
        await openJob(4)({ page })
        for (let row = 0; row < 6; row += 1) await page.keyboard.press('ArrowDown')
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
      await page.getByRole('searchbox').pressSequentially('state:paused size:')
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
  ...both('details-job', 'few', async ({ page }) => {
    await table(page).focus()
    for (let row = 0; row < 3; row += 1) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('i')
  }),
  ...both('details-episode', 'few', async (stage) => {
    await openJob(4)(stage)
    for (let row = 0; row < 6; row += 1) await stage.page.keyboard.press('ArrowDown')
    await stage.page.keyboard.press('i')
  }),
  {
    name: 'search',
    world: 'many',
    async show({ page }) {
      await page.getByRole('searchbox').fill('· 12')
    },
  },
  ...both('many', 'many', async () => undefined),
  ...both('waiting', 'waiting', async ({ page }) => {
    await table(page).focus()
    await page.keyboard.press('ArrowDown')
    // Opens whatever has more than one file.
    for (let row = 0; row < 14; row += 1) {
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowDown')
    }
  }),
  ...both('failed', 'failed', openJob(1)),
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

/** Opens a job to its episodes, by its place in the list. */
function openJob(place: number): (stage: Pick<Stage, 'page'>) => Promise<void> {
  return async ({ page }) => {
    await table(page).focus()
    for (let row = 0; row < place; row += 1) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
  }
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
