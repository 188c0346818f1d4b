import { EventEmitter } from 'node:events'

/** A double of `ipcMain`: an emitter whose events the pages' preloads cause. */
export const ipcMain = new EventEmitter()
