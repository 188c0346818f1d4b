import type { Page } from '@playwright/test'

/** Chooses in the settings what is done when everything is finished. */
export async function chooseWhenFinished(page: Page, action: string): Promise<void> {
  await page.keyboard.press('Control+,')
  const dialog = page.getByRole('dialog', { name: 'Settings' })
  await dialog.getByRole('tab', { name: 'Schedule' }).click()
  await dialog.getByRole('radiogroup', { name: 'When everything is finished' }).getByText(action, { exact: true }).click()
  await page.keyboard.press('Escape')
}
