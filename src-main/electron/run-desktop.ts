import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  app,
  type BrowserWindow,
  dialog,
  Menu,
  Notification,
  nativeTheme,
  powerMonitor,
  powerSaveBlocker,
  safeStorage,
  session,
  shell,
} from 'electron'
import type { Language } from '../../src-preload/contract/index.ts'
import { onUncaughtFault } from '../platform/faults.ts'
import { registerAppScheme, serveRenderer } from './app-scheme.ts'
import { createDesktop } from './desktop-around.ts'
import type { DesktopCore, DesktopOptions, ShellLog, ShellSettings, StartResult } from './desktop-core.ts'
import { createDesktopRouter } from './desktop-router.ts'
import { guardPages } from './guards.ts'
import { systemKeyring } from './keyring.ts'
import { languageOf } from './language.ts'
import { leaveInOrder } from './leaving.ts'
import { createMainWindow } from './main-window.ts'
import { menuTemplate } from './menu-template.ts'
import { bridgePorts } from './port-bridge.ts'
import { appUrl } from './renderer-file.ts'
import { reviveCrashedPages } from './revive-pages.ts'
import { createSignInWindow } from './sign-in/sign-in-window.ts'
import { exitCodeOf, sentenceOf } from './start-refusal.ts'
import { createSystemProxy } from './system-proxy.ts'
import { createTexts, type Texts } from './texts.ts'

const appId = 'staffel.desktop'
const leavePatienceMs = 10_000
/** A machine that is told to sleep may be woken before the command has ended. */
const commandPatienceMs = 30_000

/**
 * Opens the desktop app and keeps it until the person leaves. Must be called before anything is awaited: schemes and
 * the single-instance lock only count while the app is not ready yet.
 */
export function runDesktop(options: DesktopOptions): void {
  app.setName('Staffel')
  app.setAppUserModelId(appId)
  app.enableSandbox()
  registerAppScheme()
  try {
    // Chromium's own files, and the lock on them, go with the data folder: two data folders are two Staffels.
    const profile = join(options.dataDirectory, 'window')
    mkdirSync(profile, { recursive: true, mode: 0o700 })
    app.setPath('userData', profile)
    if (app.requestSingleInstanceLock()) runAlone(options, options.openLog())
    else app.exit(0)
  } catch (error) {
    const refusal = { reason: 'unusable-folder', message: messageOf(error) } as const
    void app.whenReady().then(() => {
      const text = createTexts()(languageOf('system', app.getPreferredSystemLanguages()))
      refuse(text, sentenceOf(refusal, text, options.dataDirectory), exitCodeOf(refusal))
    })
  }
}

function runAlone(options: DesktopOptions, log: ShellLog): void {
  let window: BrowserWindow | null = null
  let core: DesktopCore | null = null
  let starting: Promise<StartResult> | null = null
  const texts = createTexts()
  const currentWindow = () => window
  const language = (): Language => languageOf(core?.settings().language ?? 'system', app.getPreferredSystemLanguages())
  const text = () => texts(language())

  const systemProxy = createSystemProxy(() => session.defaultSession)
  const signInWindow = createSignInWindow({
    preloadFile: options.signInPreloadFile,
    window: currentWindow,
    text,
    language,
    network: () => {
      // Who asks for the window is the core.
      if (core === null) throw new Error('there is no core yet')
      return core.network()
    },
    systemProxy,
    log,
  })

  const leaving = leaveInOrder(async () => {
    signInWindow.closeAll()
    window?.hide()
    // Asked to leave while still starting: what starts is let finish, then closed.
    const started = await starting
    if (started !== null && 'core' in started) await started.core.close()
  }, leavePatienceMs)

  onUncaughtFault(log, (message) =>
    leaving.fail(() => dialog.showErrorBox(app.getName(), text()('shell:unexpected', { message }))),
  )

  const openWindow = () => {
    const opened = createMainWindow({ preloadFile: options.preloadFile, onSessionEnd: leaving.leave })
    window = opened
    opened.once('closed', () => {
      if (window === opened) window = null
    })
    opened.loadURL(appUrl).catch((error: unknown) => log.error('The page could not be loaded', { error: messageOf(error) }))
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

  const showWindow = () => {
    if (core === null || leaving.isLeaving()) return
    if (window === null) openWindow()
    else bringToFront(window)
  }

  const desktop = createDesktop({
    platform: process.platform,
    environment: process.env,
    run: async (file, args) => {
      await promisify(execFile)(file, [...args], { timeout: commandPatienceMs })
    },
    quit: leaving.leave,
    notification: (facts) => (Notification.isSupported() ? new Notification(facts) : null),
    showWindow,
    powerSaveBlocker,
    text,
  })

  const open = async () => {
    await app.whenReady()
    powerMonitor.on('shutdown', leaving.leave)
    starting = systemKeyring(safeStorage, process.platform).then((keyring) =>
      options.startCore(log, { desktop, signInWindow, systemProxy, keyring }),
    )
    const started = await starting
    if ('refusal' in started) {
      refuse(text(), sentenceOf(started.refusal, text(), options.dataDirectory), exitCodeOf(started.refusal))
      return
    }
    if (leaving.isLeaving()) return
    core = started.core
    powerMonitor.on('suspend', () => void started.core.sleep())
    powerMonitor.on('resume', () => started.core.wake())
    guardPages()
    serveRenderer(options.rendererDirectory)
    const services = { dialog, shell, text, window: currentWindow, log }
    bridgePorts({ ...core.router, desktop: createDesktopRouter(core, services) }, currentWindow)
    follow(core.settings())
    core.onSettings(follow)
    openWindow()
  }

  app.setAboutPanelOptions({ applicationName: app.getName(), applicationVersion: options.version })
  app.on('second-instance', showWindow)
  app.on('activate', showWindow)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') leaving.leave()
  })
  reviveCrashedPages(
    log,
    (contents) => contents === window?.webContents,
    () => {
      dialog.showErrorBox(app.getName(), text()('shell:pageCrashed'))
      leaving.leave()
    },
  )
  open().catch((error: unknown) => {
    log.error('Staffel could not start', { error: messageOf(error) })
    refuse(text(), text()('shell:unexpected', { message: messageOf(error) }), 1)
  })
}

/** Says why it can't start, and ends. The app must be ready: before that there are no dialogs and no languages. */
function refuse(text: Texts, sentence: string, exitCode: number): void {
  dialog.showErrorBox(text('shell:startFailed'), sentence)
  app.exit(exitCode)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
