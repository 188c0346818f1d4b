import type { MenuItemConstructorOptions } from 'electron'
import type { Texts } from './texts.ts'

export interface MenuFacts {
  readonly text: Texts
  readonly appName: string
  readonly isMac: boolean
  /** Whether the program runs from its sources: then the page can be reloaded and inspected. */
  readonly isDevelopment: boolean
  readonly showDataFolder: () => void
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

/** The application menu. Every item is a role that the system knows, so its shortcut and its state come with it. */
export function menuTemplate(facts: MenuFacts): MenuItemConstructorOptions[] {
  const { text, isMac } = facts
  return [
    ...(isMac ? [macAppMenu(facts)] : []),
    {
      label: text('menu:file'),
      submenu: [isMac ? { role: 'close', label: text('menu:close') } : { role: 'quit', label: text('menu:exit') }],
    },
    {
      label: text('menu:edit'),
      submenu: [
        { role: 'undo', label: text('menu:undo') },
        { role: 'redo', label: text('menu:redo') },
        separator,
        { role: 'cut', label: text('menu:cut') },
        { role: 'copy', label: text('menu:copy') },
        { role: 'paste', label: text('menu:paste') },
        { role: 'delete', label: text('menu:delete') },
        separator,
        { role: 'selectAll', label: text('menu:selectAll') },
      ],
    },
    { label: text('menu:view'), submenu: viewMenu(facts) },
    { role: 'window', label: text('menu:window'), submenu: windowMenu(facts) },
    {
      role: 'help',
      label: text('menu:help'),
      submenu: [
        { label: text('menu:dataFolder'), click: facts.showDataFolder },
        ...(isMac ? [] : [separator, { role: 'about', label: text('menu:about', { name: facts.appName }) } as const]),
      ],
    },
  ]
}

function macAppMenu({ text, appName: name }: MenuFacts): MenuItemConstructorOptions {
  return {
    label: name,
    submenu: [
      { role: 'about', label: text('menu:about', { name }) },
      separator,
      { role: 'services', label: text('menu:services') },
      separator,
      { role: 'hide', label: text('menu:hide', { name }) },
      { role: 'hideOthers', label: text('menu:hideOthers') },
      { role: 'unhide', label: text('menu:unhide') },
      separator,
      { role: 'quit', label: text('menu:quit', { name }) },
    ],
  }
}

function viewMenu({ text, isDevelopment }: MenuFacts): MenuItemConstructorOptions[] {
  return [
    { role: 'resetZoom', label: text('menu:resetZoom') },
    { role: 'zoomIn', label: text('menu:zoomIn') },
    { role: 'zoomOut', label: text('menu:zoomOut') },
    separator,
    { role: 'togglefullscreen', label: text('menu:togglefullscreen') },
    ...(isDevelopment
      ? [
          separator,
          { role: 'reload', label: text('menu:reload') } as const,
          { role: 'toggleDevTools', label: text('menu:toggleDevTools') } as const,
        ]
      : []),
  ]
}

function windowMenu({ text, isMac }: MenuFacts): MenuItemConstructorOptions[] {
  return [
    { role: 'minimize', label: text('menu:minimize') },
    { role: 'zoom', label: text('menu:zoom') },
    ...(isMac
      ? [separator, { role: 'front', label: text('menu:front') } as const]
      : [{ role: 'close', label: text('menu:close') } as const]),
  ]
}
