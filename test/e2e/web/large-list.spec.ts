import { StaffelWindow } from '../../support/window/staffel-window.ts'
import { expect, test } from '../fixtures.ts'

/** The height of a row, in pixels. */
const rowPx = 28

test('a job of 10,000 episodes is scrolled without a dropped row, and the page stays responsive', async ({ page, app }) => {
  const { web } = app
  if (web === null) throw new Error('this spec is for the web mode')
  const call = (method: string, path: string, body: object) =>
    fetch(`${web.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${web.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  await call('PATCH', '/settings', { maxSlots: 0 })
  const urls = Array.from({ length: 10_000 }, (_, index) => `http://127.0.0.1:9/deed-${String(index + 1).padStart(5, '0')}.pdf`)
  await call('POST', '/jobs', { title: 'Deeds', urls })

  const window = new StaffelWindow(page)
  await window.open('Deeds')
  await expect(window.table).toHaveAttribute('aria-rowcount', '10002')

  await page.evaluate(() => {
    const delays: number[] = []
    let last = performance.now()
    setInterval(() => {
      const now = performance.now()
      delays.push(now - last - 20)
      last = now
    }, 20)
    Object.assign(globalThis, { delays })
  })
  const seen = new Set<number>()
  for (let step = 1; step <= 40; step += 1) {
    const first = step * 250 - 30
    await window.table.evaluate((grid, top) => grid.scrollTo({ top }), first * rowPx)
    const expected = `deed-${String(first + 5).padStart(5, '0')}.pdf`
    // A row that is being read is blank for a moment; it has to come without anything more being done.
    await expect(window.row(expected)).toBeVisible({ timeout: 2_000 })
    seen.add(first)
  }
  expect(seen.size).toBe(40)
  const delays = await page.evaluate(() => (globalThis as { delays?: number[] }).delays ?? [])
  expect(delays.length).toBeGreaterThan(10)
  expect(delays.toSorted((left, right) => left - right)[Math.floor(delays.length * 0.95)]).toBeLessThan(200)
  expect(await window.table.getByRole('row').count()).toBeLessThan(100)

  await window.table.focus()
  await page.keyboard.press('End')
  await expect(window.row('deed-10000.pdf')).toBeVisible()
  await page.keyboard.press('Home')
  await expect(window.row('Deeds')).toBeVisible()
})
