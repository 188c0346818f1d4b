import { EventEmitter } from 'node:events'

type Owned<Options> = [options: Options] | [owner: unknown, options: Options]

function optionsOf<Options>(values: Owned<Options>): Options {
  return values.length === 1 ? values[0] : values[1]
}

/** Nobody is there to answer: every dialog is cancelled. A test puts its own answers in the members' place. */
export const dialog = {
  async showOpenDialog(): Promise<Electron.OpenDialogReturnValue> {
    return { canceled: true, filePaths: [] }
  },
  async showMessageBox(...values: Owned<Electron.MessageBoxOptions>): Promise<Electron.MessageBoxReturnValue> {
    return { response: optionsOf(values).cancelId ?? 0, checkboxChecked: false }
  },
  showErrorBox(title: string, content: string): void {
    process.stderr.write(`${title}\n${content}\n`)
  },
} satisfies Record<keyof Pick<Electron.Dialog, 'showOpenDialog' | 'showMessageBox' | 'showErrorBox'>, unknown>

/** Opens nothing. A test puts its own in the members' place to see what would have been. */
export const shell: Pick<Electron.Shell, 'openPath' | 'showItemInFolder' | 'openExternal'> = {
  openPath: async () => '',
  showItemInFolder() {},
  openExternal: async () => {},
}

/** Emits `shutdown`, `suspend` and `resume` where a test does. */
export const powerMonitor = new EventEmitter()

const blockers = new Set<number>()
let lastBlocker = 0

/** Keeps no machine awake, and knows whether it would. */
export const powerSaveBlocker = {
  start(): number {
    lastBlocker += 1
    blockers.add(lastBlocker)
    return lastBlocker
  },
  stop: (id: number): boolean => blockers.delete(id),
  isStarted: (id: number): boolean => blockers.has(id),
} satisfies Record<keyof Electron.PowerSaveBlocker, unknown>

/** Shows nothing; a test sees what would be shown in `shown`. */
export class Notification extends EventEmitter {
  static readonly shown = new Set<Notification>()
  readonly title: string
  readonly body: string

  constructor({ title = '', body = '' }: Electron.NotificationConstructorOptions) {
    super()
    this.title = title
    this.body = body
  }

  static isSupported(): boolean {
    return true
  }

  show(): void {
    Notification.shown.add(this)
  }

  close(): void {
    Notification.shown.delete(this)
  }
}

type DisplayDouble = Pick<Electron.Display, 'id' | 'bounds' | 'workArea' | 'scaleFactor'>

const display: DisplayDouble = {
  id: 1,
  bounds: { x: 0, y: 0, width: 1_920, height: 1_080 },
  workArea: { x: 0, y: 32, width: 1_920, height: 1_048 },
  scaleFactor: 1,
}

export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] }
