import { join } from 'node:path'
import { app, BrowserWindow, screen } from 'electron'
import { groundColor, pagePreferences } from './our-pages.ts'
import { placeWindow, readWindowState, saveWindowState, smallestWindow } from './window-state.ts'

const settleMs = 500

/** The one window, sandboxed and still without a page. It shows itself once that can be seen, and remembers where it was. */
export function createMainWindow(options: { readonly preloadFile: string; readonly onSessionEnd: () => void }): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window.json')
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id)
  const place = placeWindow(
    readWindowState(stateFile),
    [primary, ...others].map((display) => display.workArea),
  )
  const window = new BrowserWindow({
    ...place.position,
    width: place.width,
    height: place.height,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: app.getName(),
    backgroundColor: groundColor(),
    webPreferences: pagePreferences(options.preloadFile),
  })
  window.once('ready-to-show', () => {
    if (place.isMaximized) window.maximize()
    window.show()
  })
  window.on('session-end', options.onSessionEnd)
  keepState(window, stateFile)
  return window
}

/** Saves the window's place once it has settled, and when it goes. */
function keepState(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | undefined
  const save = () => {
    clearTimeout(timer)
    if (!window.isMinimized()) saveWindowState(file, { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() })
  }
  const saveSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(save, settleMs)
  }
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('maximize', saveSoon)
  window.on('unmaximize', saveSoon)
  window.on('close', save)
  window.on('hide', save)
  window.once('closed', () => clearTimeout(timer))
}
