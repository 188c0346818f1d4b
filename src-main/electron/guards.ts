import { app, session, type WebContents } from 'electron'

/**
 * What no page may do, whatever it holds: ask for permissions, go elsewhere, open windows, embed pages, or make
 * Chromium download something. Set before the first window.
 */
export function guardPages(): void {
  const pages = session.defaultSession
  pages.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  pages.setPermissionCheckHandler(() => false)
  pages.setDevicePermissionHandler(() => false)
  pages.on('will-download', (event) => event.preventDefault())
  app.on('web-contents-created', (_event, contents) => guard(contents))
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
