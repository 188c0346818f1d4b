import { expect, test } from './fixtures.ts'

test('the speed limit is one press away, and its menu marks the one that holds', async ({ page }) => {
  const button = page.getByRole('button', { name: 'Speed limit: No limit' })
  await button.click()
  const choice = (name: string) => page.getByRole('menuitemradio', { name, exact: true })
  await expect(choice('No limit')).toBeChecked()
  await choice('5 MB/s').click()
  await expect(page.getByRole('menu')).toHaveCount(0)
  await page.getByRole('button', { name: 'Speed limit: Limit 5 MB/s' }).click()
  await expect(choice('5 MB/s')).toBeChecked()
  await expect(choice('No limit')).not.toBeChecked()
  await page.getByRole('menuitem', { name: 'Other…' }).click()
  await expect(page.getByRole('dialog', { name: 'Settings' }).getByRole('textbox', { name: 'Speed limit' })).toHaveValue('5')
})
