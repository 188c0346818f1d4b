import { TokenServer } from '../../support/sessions/token-server.ts'
import { expect, test } from '../fixtures.ts'

const words = {
  'en-US': {
    use: 'Use its address, headers and cookies…',
    withDownload: 'Import and add download…',
    links: 'Links',
    headers: 'Headers',
    submit: /^Add \d/,
    none: 'Add',
  },
  'de-DE': {
    use: 'Adresse, Header und Cookies übernehmen …',
    withDownload: 'Importieren und Download hinzufügen …',
    links: 'Links',
    headers: 'Header',
    submit: /^\d Download/,
    none: 'Hinzufügen',
  },
} as const

for (const locale of ['en-US', 'de-DE'] as const) {
  test.describe(locale, () => {
    test.use({ locale })

    test('a curl command pasted as a link is taken as the request that it is, and none of its other addresses is fetched', async ({
      page,
    }) => {
      const say = words[locale]
      const server = await TokenServer.start({ isRotating: false, fileBytes: () => 30_000 })
      const address = server.url('/files/1.bin')
      await page.keyboard.press('Insert')
      const dialog = page.getByRole('dialog')
      await dialog
        .getByRole('textbox', { name: say.links })
        .fill(`curl '${address}' \\\n  -H 'Referer: ${server.url('/files/2.bin')}' \\\n  -b 'token=${server.signIn()}'`)
      await expect(dialog.getByRole('button', { name: say.none, exact: true })).toBeDisabled()
      await dialog.getByRole('button', { name: say.use }).click()
      await expect(dialog).toContainText(`GET ${address}`)
      await dialog.getByRole('button', { name: say.withDownload }).click()
      await expect(dialog.getByRole('textbox', { name: say.links })).toHaveValue(address)
      await expect(dialog.getByRole('textbox', { name: say.headers })).toHaveValue(`Referer: ${server.url('/files/2.bin')}`)
      await dialog.getByRole('button', { name: say.submit }).click()
      await expect(page.getByRole('treegrid').getByRole('row').filter({ hasText: '1.bin' })).toHaveCount(1)
      await expect.poll(() => server.requests.map(({ path, isAccepted }) => [path, isAccepted])).toEqual([['/files/1.bin', true]])
      await server.close()
    })
  })
}
