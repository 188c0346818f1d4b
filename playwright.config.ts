import { defineConfig } from '@playwright/test'
import type { ModeOptions } from './test/e2e/fixtures.ts'

const everywhere = 'test/e2e/*.spec.ts'
const inTheShell = 'test/e2e/desktop/*.spec.ts'
/** What nobody could do to a real shell: its dialogs wait for a person, its keyring and its commands are the machine's. */
const overTheDouble = 'test/e2e/double/*.spec.ts'
const inTheBrowser = 'test/e2e/web/*.spec.ts'

/**
 * The same specs run over the web mode (a real server and a real browser), over the Electron double, and over the real
 * Electron where `npm run test:electron` finds it.
 */
export default defineConfig<ModeOptions>({
  testDir: '.',
  globalSetup: './test/e2e/global-setup.ts',
  outputDir: 'test-results/e2e',
  timeout: 60_000,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    // The packed Chromium's own default is no valid BCP 47 tag, and Intl throws on it.
    locale: 'en-US',
    colorScheme: 'light',
    viewport: { width: 1_280, height: 800 },
    screenshot: 'only-on-failure',
    // A trace costs a sixth of the time; `--trace on` makes one where something is looked into.
    trace: 'off',
  },
  projects: [
    { name: 'web', testMatch: [everywhere, inTheBrowser], use: { mode: 'web' } },
    { name: 'double', testMatch: [everywhere, inTheShell, overTheDouble], use: { mode: 'double' } },
    { name: 'electron', testMatch: [everywhere, inTheShell], use: { mode: 'electron' } },
  ],
})
