import type { Router } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { type BrowserWindow, type IpcMainEvent, ipcMain, MessageChannelMain, type MessagePortMain } from 'electron'
import { portChannel } from '../../src-preload/contract/bridge.ts'
import type { DesktopContract } from '../../src-preload/contract/desktop.ts'
import type { Contract } from '../../src-preload/contract/index.ts'
import { mayHavePort } from './port-sender.ts'

type ShellContract = Contract & { readonly desktop: DesktopContract }

/**
 * Answers the window's wish for a port, and serves the router on it. A page has one port: a new wish (after a reload)
 * closes the one before.
 *
 * @param currentWindow null while there is none
 */
export function bridgePorts(
  router: Router<ShellContract, Record<never, never>>,
  currentWindow: () => BrowserWindow | null,
): void {
  const handler = new RPCHandler(router)
  let current: MessagePortMain | null = null
  ipcMain.on(portChannel, (event: IpcMainEvent) => {
    const window = currentWindow()
    const frame = event.senderFrame
    const isWindow = window !== null && !window.isDestroyed() && event.sender === window.webContents
    const isMainFrame = isWindow && frame !== null && frame === window.webContents.mainFrame
    if (!mayHavePort({ isWindow, isMainFrame, url: frame?.url ?? '' })) return
    current?.close()
    const { port1, port2 } = new MessageChannelMain()
    current = port1
    handler.upgrade(port1)
    port1.start()
    event.sender.postMessage(portChannel, null, [port2])
  })
}
