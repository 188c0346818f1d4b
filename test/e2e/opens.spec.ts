import { expect, test } from './fixtures.ts'

test('the window opens and nothing complains in its console', async ({ page }) => {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.reload()
  await expect(page).toHaveTitle(/Staffel/)
  await expect(page.getByRole('main')).toBeVisible()
  expect(complaints).toEqual([])
})

test('a page that is loaded again is connected again', async ({ page }) => {
  for (let round = 0; round < 3; round += 1) {
    await page.reload()
    await expect(page.getByRole('main')).toBeVisible()
  }
})
