import { app, session, type WebContents } from 'electron'
import { isMadeByPage } from './renderer-file.ts'

/** The only permission a page has: "Copy path" puts text on the clipboard when the person says so. Reading it stays refused. */
const copying = 'clipboard-sanitized-write'

/**
 * What no page of ours may do, whatever it holds: ask for other permissions, go elsewhere, open windows, embed pages, or
 * make Chromium download something from anywhere. Set before the first window. Pages to sign in at have rules of their
 * own (`sign-in/`) and are known by their sessions, which alone live in memory.
 */
export function guardPages(): void {
  const pages = session.defaultSession
  pages.setPermissionRequestHandler((_contents, permission, callback) => callback(permission === copying))
  pages.setPermissionCheckHandler((_contents, permission) => permission === copying)
  pages.setDevicePermissionHandler(() => false)
  pages.on('will-download', (event, item) => {
    // A report or the cookies of a session are saved where the person says: Electron asks.
    if (!isMadeByPage(item.getURL())) event.preventDefault()
  })
  app.on('web-contents-created', (_event, contents) => {
    if (contents.session.isPersistent()) guard(contents)
  })
}

function guard(contents: WebContents): void {
  contents.on('will-frame-navigate', (event) => {
    const isReload = event.isMainFrame && event.url === contents.getURL()
    if (!isReload) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
