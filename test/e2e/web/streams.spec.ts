import type { Page } from '@playwright/test'
import { axeFindings } from '../../support/browser/axe-findings.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { serveHls, serveText } from '../../support/streams/served-hls.ts'
import { StaffelWindow } from '../../support/window/staffel-window.ts'
import { expect, test } from '../fixtures.ts'

let server: FaultyServer
let address: string

/** A film in two qualities, with two languages and subtitles in two. */
test.beforeEach(async () => {
  server = await FaultyServer.start()
  const part = { name: 'part.ts', bytes: Buffer.alloc(188), seconds: 4 }
  for (const folder of ['/high', '/low', '/german', '/english']) serveHls(server, folder, [part])
  for (const folder of ['/subtitles-de', '/subtitles-en']) {
    serveHls(server, folder, [{ name: 'part.vtt', bytes: Buffer.from('WEBVTT\n'), seconds: 4 }])
  }
  const rendition = (type: string, group: string, name: string, language: string, folder: string, isDefault: boolean) =>
    `#EXT-X-MEDIA:TYPE=${type},GROUP-ID="${group}",NAME="${name}",LANGUAGE="${language}",DEFAULT=${isDefault ? 'YES' : 'NO'},URI="${folder}/index.m3u8"`
  const variant = (bandwidth: number, size: string) =>
    `#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth},RESOLUTION=${size},CODECS="avc1.4d401f,mp4a.40.2",AUDIO="a",SUBTITLES="s"`
  address = serveText(server, '/the-final.m3u8', [
    '#EXTM3U',
    rendition('AUDIO', 'a', 'Deutsch', 'de', 'german', true),
    rendition('AUDIO', 'a', 'Commentary', 'en', 'english', false),
    rendition('SUBTITLES', 's', 'Deutsch', 'de', 'subtitles-de', true),
    rendition('SUBTITLES', 's', 'English', 'en', 'subtitles-en', false),
    variant(4_960_000, '1920x1080'),
    'high/index.m3u8',
    variant(640_000, '640x360'),
    'low/index.m3u8',
  ])
})

test.afterEach(async () => {
  await server.close()
})

const dialogOf = (page: Page) => page.getByRole('dialog')

async function look(page: Page): Promise<void> {
  await page.keyboard.press('Insert')
  await dialogOf(page).getByRole('textbox').first().fill(address)
  await dialogOf(page)
    .getByRole('button', { name: /^(Look inside|Ansehen)/ })
    .click()
  await expect(dialogOf(page).getByRole('grid').getByRole('row')).toHaveCount(4)
}

test('of a stream the film alone is taken, until somebody wants its subtitles', async ({ page }) => {
  await look(page)
  const dialog = dialogOf(page)
  const grid = dialog.getByRole('grid')
  await expect(dialog.getByText('Subtitles are separate files.')).toBeVisible()
  await expect(grid.getByRole('row', { selected: true })).toHaveCount(1)
  await expect(dialog.getByRole('button', { name: 'Add 1 download' })).toBeEnabled()
  await grid.getByRole('row').filter({ hasText: 'the-final.en.vtt' }).click()
  await dialog.getByText('Title, folder, queue and more').click()
  await dialog.getByText('Add paused').click()
  await dialog.getByRole('button', { name: 'Add 2 downloads' }).click()
  await expect(dialog).toHaveCount(0)

  const window = new StaffelWindow(page)
  await window.open('the-final')
  await expect(window.table.getByRole('row')).toHaveCount(4)
  await expect(window.row(/the-final \(English\)|the-final\.en\.vtt/)).toBeVisible()
})

test('qualities and languages are told in words, and what comes without a choice of sound is said', async ({ page }) => {
  await look(page)
  const dialog = dialogOf(page)
  await dialog.getByRole('button', { name: '1080p · 5 Mbit/s' }).click()
  await expect(page.getByRole('option')).toHaveText(['1080p · 5 Mbit/s', '360p · 640 kbit/s'])
  await page.keyboard.press('Escape')
  const sound = dialog.getByRole('group', { name: 'Audio' })
  const german = sound.getByRole('checkbox', { name: 'German' })
  await expect(german).toBeChecked()
  await expect(sound.getByRole('checkbox', { name: 'English · Commentary' })).not.toBeChecked()
  await sound.getByText('German').click()
  await expect(sound.getByText('the stream’s own default is taken')).toBeVisible()
})

for (const locale of ['en-US', 'de-DE']) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale, viewport: { width: 380, height: 800 } })

    test('axe finds nothing on the choices of a stream, and nothing is wider than a phone', async ({ page }) => {
      const findings = await axeFindings(page, {
        name: 'a stream',
        show: () => look(page),
        seen: () => dialogOf(page).getByRole('group').first(),
      })
      expect(findings).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(380)
    })
  })
}
