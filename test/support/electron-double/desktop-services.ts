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

/** Emits `shutdown` where a test does. */
export const powerMonitor = new EventEmitter()

type DisplayDouble = Pick<Electron.Display, 'id' | 'bounds' | 'workArea' | 'scaleFactor'>

const display: DisplayDouble = {
  id: 1,
  bounds: { x: 0, y: 0, width: 1_920, height: 1_080 },
  workArea: { x: 0, y: 32, width: 1_920, height: 1_048 },
  scaleFactor: 1,
}

export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] }
