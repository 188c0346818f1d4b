import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'

type ItemOptions = Electron.MenuItemConstructorOptions

/** A menu item as a test reads it; the names are Electron's. */
export class MenuItem {
  readonly label: string
  readonly role: string | undefined
  readonly type: string
  readonly submenu: Menu | null
  readonly #options: ItemOptions

  constructor(options: ItemOptions) {
    this.#options = options
    this.label = options.label ?? ''
    this.role = options.role?.toLowerCase()
    this.type = options.type ?? (options.submenu === undefined ? 'normal' : 'submenu')
    this.submenu = Array.isArray(options.submenu) ? Menu.buildFromTemplate(options.submenu) : null
  }

  /** Does what the person's click would; of the roles those that change the program's life. */
  click(): void {
    switch (this.role) {
      case 'quit':
        app.quit()
        return
      case 'close':
        BrowserWindow.getFocusedWindow()?.close()
        return
      case 'minimize':
        BrowserWindow.getFocusedWindow()?.minimize()
        return
      case 'reload':
        BrowserWindow.getFocusedWindow()?.reload()
        return
      case undefined:
        // The double hands out no item or window that is typed as Electron's.
        Reflect.apply(this.#options.click ?? (() => {}), undefined, [this, BrowserWindow.getFocusedWindow(), {}])
        return
      default:
        throw new Error(`electron-double: the role ${this.role} does nothing here`)
    }
  }
}

let applicationMenu: Menu | null = null

export class Menu {
  readonly items: MenuItem[]

  private constructor(items: MenuItem[]) {
    this.items = items
  }

  static buildFromTemplate(template: readonly ItemOptions[]): Menu {
    return new Menu(template.map((options) => new MenuItem(options)))
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu
  }
}
