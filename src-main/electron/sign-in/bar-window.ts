import { BrowserWindow } from 'electron'
import { groundColor, pagePreferences } from '../our-pages.ts'

/** A window of ours for a page of somebody else, still empty; the bar is its own page. */
export function createBarWindow(options: {
  /** Absolute path of the bar's built preload. */
  readonly preloadFile: string
  /** Null where it belongs to none. */
  readonly owner: BrowserWindow | null
  readonly title: string
}): BrowserWindow {
  const window = new BrowserWindow({
    ...(options.owner === null ? {} : { parent: options.owner }),
    width: 960,
    height: 780,
    minWidth: 640,
    minHeight: 360,
    show: false,
    title: options.title,
    backgroundColor: groundColor(),
    webPreferences: pagePreferences(options.preloadFile),
  })
  // The menu is the main window's; copying and pasting work without it.
  if (process.platform !== 'darwin') window.removeMenu()
  return window
}
