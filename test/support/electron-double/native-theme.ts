import { EventEmitter } from 'node:events'

type Api = Pick<Electron.NativeTheme, 'themeSource' | 'shouldUseDarkColors'>

class NativeThemeDouble extends EventEmitter implements Api {
  #source: Electron.NativeTheme['themeSource'] = 'system'

  get themeSource(): Electron.NativeTheme['themeSource'] {
    return this.#source
  }

  set themeSource(source: Electron.NativeTheme['themeSource']) {
    if (source === this.#source) return
    this.#source = source
    this.emit('updated')
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark'
  }
}

export const nativeTheme = new NativeThemeDouble()

/** Whether pages are to be dark; null leaves it to the browser. */
export function darkness(): boolean | null {
  return nativeTheme.themeSource === 'system' ? null : nativeTheme.shouldUseDarkColors
}
