import type { DevToolsPage } from './devtools.ts'
import { session } from './session.ts'

const permissions = ['notifications', 'geolocation', 'clipboard-read'] as const

/** Gives a page what the program's check handler allows; as in Electron, everything where it set none. */
export async function grantPermissions(page: DevToolsPage, origin: string): Promise<void> {
  const { browserContextId } = (await page.send('Target.getTargetInfo')).targetInfo
  for (const name of permissions) {
    const setting = session.defaultSession.allows(name, origin) ? 'granted' : 'denied'
    await page.send('Browser.setPermission', {
      permission: { name },
      setting,
      origin,
      ...(browserContextId === undefined ? {} : { browserContextId }),
    })
  }
}
