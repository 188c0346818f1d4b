import { expect, test } from '../fixtures.ts'

test.describe('in a German browser', () => {
  test.use({ locale: 'de-DE' })

  test('the window speaks German, and changes to English and back while it is open', async ({ page }) => {
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    await page.getByRole('button', { name: 'Einstellungen' }).click()
    const choose = async (section: string, field: string, language: string) => {
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('tab', { name: section }).click()
      await dialog.getByRole('radiogroup', { name: field }).getByText(language).click()
    }
    await choose('Darstellung', 'Sprache', 'English')
    await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await choose('Appearance', 'Language', 'Deutsch')
    await expect(page.getByRole('dialog', { name: 'Einstellungen' })).toBeVisible()
  })
})
