import { expect, test } from './fixtures.ts'

interface Words {
  readonly locale: string
  readonly settings: string
  readonly automatic: string
  readonly least: string
  readonly most: string
  readonly perServer: string
  readonly fewer: string
  readonly lower: string
  readonly spoken: (most: number) => RegExp
  readonly range: RegExp
}

const english: Words = {
  locale: 'en-US',
  settings: 'Settings',
  automatic: 'Choose the number automatically',
  least: 'Downloads, at least',
  most: 'Downloads, at most',
  perServer: 'Connections per server, at most',
  fewer: 'One slot fewer',
  lower: 'Lower the maximum by one',
  spoken: (most) => new RegExp(`^0 of \\d+ slots in use, chosen automatically; at most ${most}$`),
  range: /Enter a value from 1 to 63/,
}

const german: Words = {
  locale: 'de-DE',
  settings: 'Einstellungen',
  automatic: 'Anzahl automatisch wählen',
  least: 'Downloads mindestens',
  most: 'Downloads höchstens',
  perServer: 'Verbindungen je Server höchstens',
  fewer: 'Ein Platz weniger',
  lower: 'Obergrenze um eins senken',
  spoken: (most) => new RegExp(`^0 von \\d+ Plätzen belegt, automatisch gewählt; höchstens ${most}$`),
  range: /Möglich sind nur Werte von 1 bis 63/,
}

for (const words of [english, german]) {
  test.describe(`in ${words.locale}`, () => {
    test.use({ locale: words.locale })

    test('the number of slots is left to itself and taken back, within bounds that the meter changes', async ({ page }) => {
      await page.getByRole('button', { name: words.settings }).click()
      const dialog = page.getByRole('dialog', { name: words.settings })
      const isAutomatic = dialog.getByRole('checkbox', { name: words.automatic })
      const bound = (name: string) => dialog.getByRole('textbox', { name, exact: true })
      const [least, most] = [bound(words.least), bound(words.most)]
      const bounds = [least, most, bound(words.perServer)]
      await expect(isAutomatic).not.toBeChecked()
      for (const field of bounds) await expect(field).toHaveCount(0)

      await dialog.getByText(words.automatic).click()
      await expect(isAutomatic).toBeChecked()
      for (const field of bounds) await expect(field).toBeEditable()
      await expect(most).toHaveValue('64')
      await page.keyboard.press('Escape')
      await expect(page.getByRole('button', { name: words.fewer })).toHaveCount(0)
      await page.getByRole('button', { name: words.lower }).click()
      await expect(page.getByText(words.spoken(63))).toBeAttached()

      await page.getByRole('button', { name: words.settings }).click()
      await expect(most).toHaveValue('63')
      await least.fill('64')
      await expect(dialog.getByText(words.range)).toBeVisible()
      await least.fill('1')
      await dialog.getByText(words.automatic).click()
      for (const field of bounds) await expect(field).toHaveCount(0)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('button', { name: words.fewer })).toBeVisible()
    })
  })
}
