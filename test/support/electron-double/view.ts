import { EventEmitter } from 'node:events'
import { app } from './app.ts'
import { session } from './session.ts'
import { WebContentsDouble } from './web-contents.ts'

type Api = Pick<Electron.View, 'getBounds' | 'setBounds' | 'getVisible' | 'setVisible'> & {
  readonly children: View[]
  addChildView(view: View): void
  removeChildView(view: View): void
}

/** A part of a window: where it lies is modelled. */
export class View extends EventEmitter implements Api {
  readonly children: View[] = []
  #bounds: Electron.Rectangle = { x: 0, y: 0, width: 0, height: 0 }
  #isVisible = true

  addChildView(view: View): void {
    this.removeChildView(view)
    this.children.push(view)
  }

  removeChildView(view: View): void {
    const place = this.children.indexOf(view)
    if (place !== -1) this.children.splice(place, 1)
  }

  getBounds(): Electron.Rectangle {
    return this.#bounds
  }

  setBounds(bounds: Electron.Rectangle): void {
    this.#bounds = bounds
    this.emit('bounds-changed')
  }

  getVisible(): boolean {
    return this.#isVisible
  }

  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible
  }
}

/** A part of a window that is a page of the real Chromium. As in Electron, the page does not go with the window. */
export class WebContentsView extends View {
  readonly webContents: WebContentsDouble

  constructor({ webPreferences = {} }: { readonly webPreferences?: DoublePreferences } = {}) {
    super()
    if (!app.isReady()) throw new Error('Cannot create WebContentsView before app is ready')
    this.webContents = new WebContentsDouble({ preload: webPreferences.preload, session: sessionOf(webPreferences) })
    app.emit('web-contents-created', {}, this.webContents)
  }
}

/** What the program may ask for; its session is one of the double's. */
export type DoublePreferences = Omit<Electron.WebPreferences, 'session'> & { readonly session?: typeof session.defaultSession }

export function sessionOf({ session: given, partition }: DoublePreferences): typeof session.defaultSession {
  return given ?? (partition === undefined ? session.defaultSession : session.fromPartition(partition))
}
