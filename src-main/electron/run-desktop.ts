import { join } from 'node:path'
import { app, type BrowserWindow, dialog, Menu, nativeTheme, powerMonitor, shell } from 'electron'
import { registerAppScheme, serveRenderer } from './app-scheme.ts'
import type { DesktopCore, DesktopOptions, ShellSettings, StartResult } from './desktop-core.ts'
import { createDesktopRouter } from './desktop-router.ts'
import { guardPages } from './guards.ts'
import { type Language, languageOf } from './language.ts'
import { leaveInOrder } from './leaving.ts'
import { createMainWindow } from './main-window.ts'
import { menuTemplate } from './menu-template.ts'
import { bridgePorts } from './port-bridge.ts'
import { reviveCrashedPages } from './revive-pages.ts'
import { exitCodeOf, sentenceOf } from './start-refusal.ts'
import { createTexts } from './texts.ts'

const appId = 'io.github.staffel.Staffel'
const leavePatienceMs = 10_000

/**
 * Opens the desktop app and keeps it until the person leaves. Must be called before anything is awaited: schemes and
 * the single-instance lock only count while the app is not ready yet.
 */
export function runDesktop(options: DesktopOptions): void {
  app.setName('Staffel')
  app.setAppUserModelId(appId)
  // Chromium's own files (and the lock on them) go with the data folder, so two data folders are two Staffels.
  app.setPath('userData', join(options.dataDirectory, 'window'))
  if (!app.requestSingleInstanceLock()) {
    app.exit(0)
    return
  }
  app.enableSandbox()
  registerAppScheme()

  let window: BrowserWindow | null = null
  let core: DesktopCore | null = null
  let starting: Promise<StartResult> | null = null
  const texts = createTexts()
  const currentWindow = () => window
  const language = (): Language => languageOf(core?.settings().language ?? 'system', app.getPreferredSystemLanguages())
  const text = () => texts(language())

  const leaving = leaveInOrder(async () => {
    window?.hide()
    // Asked to leave while still starting: what starts is let finish, then closed.
    const started = await starting
    if (started !== null && 'core' in started) await started.core.close()
  }, leavePatienceMs)

  const openWindow = () => {
    const opened = createMainWindow({ preloadFile: options.preloadFile, onSessionEnd: leaving.leave })
    window = opened
    opened.once('closed', () => {
      if (window === opened) window = null
    })
  }

  const follow = (settings: ShellSettings) => {
    nativeTheme.themeSource = settings.theme
    const template = menuTemplate({
      text: text(),
      appName: app.getName(),
      isMac: process.platform === 'darwin',
      isDevelopment: !app.isPackaged,
      showDataFolder: () => void shell.openPath(options.dataDirectory),
    })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }

  const refuse = (sentence: string, exitCode: number) => {
    dialog.showErrorBox(text()('shell:startFailed'), sentence)
    app.exit(exitCode)
  }

  const open = async () => {
    await app.whenReady()
    starting = options.startCore()
    const started = await starting
    if ('refusal' in started) {
      refuse(sentenceOf(started.refusal, text(), options.dataDirectory), exitCodeOf(started.refusal))
      return
    }
    if (leaving.isLeaving()) return
    core = started.core
    guardPages()
    serveRenderer(options.rendererDirectory)
    const services = { dialog, shell, text, window: currentWindow, log: options.log }
    bridgePorts({ ...core.router, desktop: createDesktopRouter(core, services) }, currentWindow)
    follow(core.settings())
    core.onSettings(follow)
    openWindow()
  }

  app.setAboutPanelOptions({ applicationName: app.getName(), applicationVersion: options.version })
  const showWindow = () => {
    if (core === null || leaving.isLeaving()) return
    if (window === null) openWindow()
    else bringToFront(window)
  }
  app.on('second-instance', showWindow)
  app.on('activate', showWindow)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') leaving.leave()
  })
  reviveCrashedPages(options.log, () => {
    dialog.showErrorBox(app.getName(), text()('shell:pageCrashed'))
    leaving.leave()
  })
  open().catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error)
    options.log.error('Staffel could not start', { message })
    refuse(text()('shell:unexpected', { message }), 1)
  })
  void app.whenReady().then(() => powerMonitor.on('shutdown', leaving.leave))
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
