import { axeFindings } from '../../support/browser/axe-findings.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { emptyList, fillList, listScreens } from '../../support/screens/list-screens.ts'
import { expect, test } from '../fixtures.ts'

for (const locale of ['en-US', 'de-DE']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`in ${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme })

      test('axe finds nothing on the empty list', async ({ page }) => {
        expect(await axeFindings(page, emptyList)).toEqual([])
      })

      for (const [group, screens] of Object.entries(listScreens)) {
        test(`axe finds nothing on any screen: ${group}`, async ({ page, app }) => {
          const server = await FaultyServer.start()
          await fillList(app.web, server)
          await expect(page.getByRole('treegrid').getByRole('row')).toHaveCount(2)
          await expect(page.locator('[data-queue-id]')).toHaveCount(2)
          const findings: string[] = []
          for (const screen of screens) findings.push(...(await axeFindings(page, screen)))
          await server.close()
          expect(findings).toEqual([])
        })
      }
    })
  }
}
