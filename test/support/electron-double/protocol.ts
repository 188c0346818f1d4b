import { app } from './app.ts'

type Handler = Parameters<Electron.Protocol['handle']>[1]

const privileged = new Set<string>()
const handlers = new Map<string, Handler>()

/** A double of `protocol`: schemes must be announced before the app is ready, as in Electron. */
export const protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'> = {
  registerSchemesAsPrivileged(schemes) {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme, privileges } of schemes) {
      // The pages' own origin depends on both.
      if (privileges?.standard === true && privileges.secure === true) privileged.add(scheme)
    }
  },
  handle(scheme, handler) {
    if (!app.isReady()) throw new Error('Cannot handle a protocol before the app is ready')
    if (!privileged.has(scheme)) throw new Error(`electron-double: ${scheme} is no standard and secure scheme`)
    handlers.set(scheme, handler)
  },
}

/** The program's handler for a scheme. */
export function handlerOf(scheme: string): Handler | undefined {
  return handlers.get(scheme)
}
