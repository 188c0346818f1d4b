import { nativeTheme, type WebPreferences } from 'electron'

/** The pages' own ground, so that nothing flashes before their first paint. */
const ground = { light: '#ffffff', dark: '#1b1b1f' } as const

/** The colour behind a page of ours that is still to be painted. */
export function groundColor(): string {
  return nativeTheme.shouldUseDarkColors ? ground.dark : ground.light
}

/** What a page of ours may use of Electron: its preload, an absolute path, and nothing else. */
export function pagePreferences(preloadFile: string): WebPreferences {
  return {
    preload: preloadFile,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  }
}
