import { axeFindings } from '../../support/browser/axe-findings.ts'
import { FaultyServer } from '../../support/faulty-server.ts'
import { fillSessions, noSessions, sessionScreens } from '../../support/screens/session-screens.ts'
import { expect, test } from '../fixtures.ts'

for (const [locale, colorScheme] of [
  ['en-US', 'light'],
  ['de-DE', 'dark'],
  ['en-US', 'dark'],
  ['de-DE', 'light'],
] as const) {
  test.describe(`in ${locale}, ${colorScheme}`, () => {
    test.use({ locale, colorScheme })

    test('axe finds nothing on any screen around sessions', async ({ page, app }) => {
      const server = await FaultyServer.start()
      const findings = await axeFindings(page, noSessions)
      await fillSessions(app.web, server)
      await expect(page.getByRole('treegrid').getByRole('row')).toHaveCount(3)
      await expect(page.locator('#sidebar li', { hasText: /Sessions|Sitzungen/ })).toContainText('1')
      for (const screen of sessionScreens) findings.push(...(await axeFindings(page, screen)))
      await server.close()
      expect(findings).toEqual([])
    })
  })
}
