import { EventEmitter } from 'node:events'

type Api = Pick<Electron.Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'>

type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0]

class SessionDouble extends EventEmitter implements Api {
  #check: CheckHandler = null

  /** Whether the program would let a page have something; Electron's own default is yes. */
  allows(permission: 'notifications' | 'geolocation' | 'clipboard-read' | 'clipboard-sanitized-write', origin: string): boolean {
    return this.#check?.(null, permission, origin, { isMainFrame: true, requestingUrl: origin }) ?? true
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.#check = handler
  }

  setPermissionRequestHandler(): void {}

  setDevicePermissionHandler(): void {}
}

export const session = { defaultSession: new SessionDouble() }
