import type { DevToolsPage } from './devtools.ts'
import type { SessionDouble } from './session.ts'

/** Electron's names, and what the DevTools protocol calls them. */
const permissions = [
  ['notifications', { name: 'notifications' }],
  ['geolocation', { name: 'geolocation' }],
  ['clipboard-read', { name: 'clipboard-read' }],
  ['clipboard-sanitized-write', { name: 'clipboard-write', allowWithoutSanitization: false }],
] as const

/** Gives a page what its session's check handler allows; as in Electron, everything where it set none. */
export async function grantPermissions(page: DevToolsPage, session: SessionDouble, origin: string): Promise<void> {
  const { browserContextId } = (await page.send('Target.getTargetInfo')).targetInfo
  for (const [name, permission] of permissions) {
    const setting = session.allows(name, origin) ? 'granted' : 'denied'
    await page.send('Browser.setPermission', {
      permission,
      setting,
      origin,
      ...(browserContextId === undefined ? {} : { browserContextId }),
    })
  }
}
