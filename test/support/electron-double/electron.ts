import { answerEvaluations } from './evaluate.ts'

/** What `import … from 'electron'` gives the real entry when it runs over the double. */
export { app } from './app.ts'
export { BrowserWindow } from './browser-window.ts'
export { dialog, Notification, powerMonitor, powerSaveBlocker, screen, shell } from './desktop-services.ts'
export { ipcMain } from './ipc-main.ts'
export { Menu, MenuItem } from './menu.ts'
export { MessageChannelMain } from './message-ports.ts'
export { nativeTheme } from './native-theme.ts'
export { protocol } from './protocol.ts'
export { safeStorage } from './safe-storage.ts'
export { session } from './session.ts'
export { View, WebContentsView } from './view.ts'

answerEvaluations(() => import('./electron.ts'))
