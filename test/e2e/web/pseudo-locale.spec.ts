import { FaultyServer } from '../../support/faulty-server.ts'
import { FeedServer } from '../../support/feed-server.ts'
import { emptyList, fillList, listNames, listScreens } from '../../support/screens/list-screens.ts'
import { leave, open, type Screen, type Served } from '../../support/screens/screen.ts'
import { fillSessions, noSessions, sessionNames, sessionScreens } from '../../support/screens/session-screens.ts'
import { fillSubscriptions, subscriptionNames, subscriptionScreens } from '../../support/screens/subscription-screens.ts'
import { wordFindings } from '../../support/web/words-on-screen.ts'
import { expect, test } from '../fixtures.ts'

/** Names, addresses, numbers with their units, times, and names that are the same in every language. */
const data = [
  'Staffel|English|Deutsch|downloads',
  // Keys, and letters that were looked for.
  String.raw`\p{L}|F\d+`,
  String.raw`[\w-]+\.bin(\.part)?|\/\S+|https?:\/\/\S+|127\.\S+|[A-Z][a-z]+\/[A-Z]\S+`,
  String.raw`([A-Z][a-z]{2}, )?[A-Z][a-z]{2}( \d+)?(, \d{4})?(, [\d:]+[\s\u202f][AP]M)?`,
  String.raw`\W*[\d.,:/%\u00a0\u202f ∞–-]+(k?B|[MGT]B|AM|PM|sec|min|hr|s|days?|seconds?|bytes?)?(\/s)?( left)?|now`,
  String.raw`[kMGT]?B(\/s)?|seconds?|days?`,
]

/** Every section of the settings, with all that it has. */
const settingScreens: readonly Screen[] = [
  ...Array.from(
    { length: 7 },
    (_, at): Screen => ({
      name: `section ${at + 1} of the settings`,
      show: async (page) => {
        await page.keyboard.press('Control+,')
        await page.getByRole('dialog').getByRole('tab').nth(at).click()
        const more = page.getByRole('dialog').locator('summary')
        if ((await more.count()) > 0) await more.click()
      },
      seen: (page) => page.getByRole('tabpanel'),
    }),
  ),
  {
    name: 'the import of settings',
    show: async (page) => {
      await page.keyboard.press('Control+,')
      await page.getByRole('dialog').getByRole('contentinfo').getByRole('button').first().click()
    },
    seen: (page) => page.getByRole('dialog').last(),
  },
]

interface Walk {
  readonly screens: readonly Screen[]
  /** Names of the person's own that are to be seen on them. */
  readonly names: readonly string[]
  /** Brings the list into its state; what is to be closed afterwards. */
  readonly fill: (web: Served) => Promise<{ close(): Promise<void> }>
}

const listWith = async (web: Served) => {
  const server = await FaultyServer.start()
  await fillList(web, server)
  return server
}

const walks: Readonly<Record<string, Walk>> = {
  'before there is anything': {
    screens: [emptyList, noSessions],
    names: [],
    fill: () => FaultyServer.start(),
  },
  ...Object.fromEntries(
    Object.entries({ ...listScreens, 'every section of the settings': settingScreens }).map(
      ([group, screens]): [string, Walk] => [group, { screens, names: listNames, fill: listWith }],
    ),
  ),
  'the sessions and their dialogs': {
    screens: sessionScreens,
    names: sessionNames,
    fill: async (web) => {
      const server = await FaultyServer.start()
      await fillSessions(web, server)
      return server
    },
  },
  'the subscriptions and their dialogs': {
    screens: subscriptionScreens,
    names: subscriptionNames,
    fill: async (web) => {
      const server = await FeedServer.start()
      await fillSubscriptions(web, server)
      return server
    },
  },
}

for (const { width, height, isPhone } of [
  { width: 1280, height: 800, isPhone: false },
  { width: 380, height: 760, isPhone: true },
]) {
  test.describe(`${width} px wide, every text is translated and has room for one that is four tenths longer`, () => {
    test.use({ viewport: { width, height } })

    for (const [name, { screens, names, fill }] of Object.entries(walks)) {
      test(name, async ({ app, page }) => {
        const server = await fill(app.web)
        await page.goto(new URL('/?pseudo', app.web?.url).href)
        await page.getByRole('main').waitFor()
        if (names[0] !== undefined) await expect(page.getByText(names[0]).first()).toBeVisible()
        const isData = new RegExp(`^(${[...data, ...names].join('|')})$`, 'u')
        for (const screen of screens.filter(({ isOnPhones }) => isOnPhones !== false || !isPhone)) {
          await open(page, screen)
          expect.soft(await wordFindings(page, isData), screen.name).toEqual({ cut: [], untranslated: [], wider: 0 })
          await leave(page, screen)
        }
        await server.close()
      })
    }
  })
}
