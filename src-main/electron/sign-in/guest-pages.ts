import type { BrowserWindow, WebContents } from 'electron'
import { mayGo, shownAddress } from './guest-rules.ts'
import { guestPreferences } from './guest-session.ts'

/** As many windows as any provider's sign-in opens, and few enough that a page cannot bury the screen. */
const mostPopups = 4

interface GuestPages {
  /** The windows that pages opened, gone at once. */
  closePopups(): void
}

/**
 * Keeps a page of somebody else, and every window that it opens, within http and https. Such windows belong to the same
 * session, because providers of sign-ins answer the page that opened them; their title is always their address.
 *
 * @param onPage called for each page before it loads anything
 */
export function confineGuest(contents: WebContents, owner: BrowserWindow, onPage: (page: WebContents) => void): GuestPages {
  const popups = new Set<BrowserWindow>()

  const confine = (page: WebContents) => {
    onPage(page)
    page.on('will-frame-navigate', (event) => {
      if (!mayGo(event.url, event.isMainFrame)) event.preventDefault()
    })
    page.on('will-redirect', (event) => {
      if (!mayGo(event.url, event.isMainFrame)) event.preventDefault()
    })
    page.on('will-attach-webview', (event) => event.preventDefault())
    // A page that asks whether it may be left would hold its window open without a word.
    page.on('will-prevent-unload', (event) => event.preventDefault())
    page.setWindowOpenHandler(({ url }) => {
      if (!mayGo(url, true) || popups.size >= mostPopups) return { action: 'deny' }
      return { action: 'allow', overrideBrowserWindowOptions: popupOptions(owner, url) }
    })
    page.on('did-create-window', (popup) => {
      popups.add(popup)
      popup.once('closed', () => popups.delete(popup))
      if (process.platform !== 'darwin') popup.removeMenu()
      confine(popup.webContents)
      titleByAddress(popup)
    })
  }

  confine(contents)
  return {
    closePopups() {
      for (const popup of [...popups]) popup.destroy()
    },
  }
}

/** The page's own wishes for its window may hide where it is from; these are ours. */
function popupOptions(owner: BrowserWindow, url: string) {
  return {
    parent: owner,
    title: shownAddress(url).origin,
    show: true,
    frame: true,
    titleBarStyle: 'default',
    transparent: false,
    opacity: 1,
    fullscreen: false,
    simpleFullscreen: false,
    kiosk: false,
    alwaysOnTop: false,
    skipTaskbar: false,
    closable: true,
    center: true,
    width: 560,
    height: 720,
    minWidth: 320,
    minHeight: 240,
    webPreferences: guestPreferences,
  } as const
}

function titleByAddress(popup: BrowserWindow): void {
  const contents = popup.webContents
  const tell = () => popup.setTitle(shownAddress(contents.getURL()).origin)
  popup.on('page-title-updated', (event) => event.preventDefault())
  contents.on('did-navigate', tell)
  contents.on('did-navigate-in-page', tell)
  tell()
}
