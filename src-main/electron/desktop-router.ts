import { lstat, stat } from 'node:fs/promises'
import { basename, isAbsolute } from 'node:path'
import { implement } from '@orpc/server'
import type { BrowserWindow, Dialog, MessageBoxOptions, OpenDialogOptions, Shell } from 'electron'
import { desktopContract } from '../../src-preload/contract/desktop.ts'
import { hideSurprises } from '../api/hide-surprises.ts'
import type { DesktopCore, ShellLog } from './desktop-core.ts'
import { mayRunSomething } from './runnable-kinds.ts'
import type { Texts } from './texts.ts'

/** What the router uses of Electron. */
export interface DesktopServices {
  readonly dialog: Pick<Dialog, 'showMessageBox' | 'showOpenDialog'>
  readonly shell: Pick<Shell, 'openPath' | 'showItemInFolder'>
  /** Words in the person's language, as it is at that moment. */
  text(): Texts
  /** The window that dialogs belong to; null while there is none. */
  window(): BrowserWindow | null
  readonly log: ShellLog
}

/**
 * What only the shell can do. Paths come from the queue, never from the page, so nothing else on this machine can be
 * opened over the port.
 */
export function createDesktopRouter(core: Pick<DesktopCore, 'episodeFile' | 'jobDirectory'>, services: DesktopServices) {
  const { dialog, shell, text, window, log } = services
  const contract = implement(desktopContract).use(hideSurprises(log))

  /** A folder that is gone is not shown. One that the system would start (a `.app`) is shown from outside. */
  const showDirectory = async (directory: string): Promise<{ shown: boolean }> => {
    if (!(await isDirectory(directory))) return { shown: false }
    if (mayRunSomething(basename(directory))) {
      shell.showItemInFolder(directory)
      return { shown: true }
    }
    return { shown: (await shell.openPath(directory)) === '' }
  }

  const isRunningWanted = async (fileName: string): Promise<boolean> => {
    const owner = window()
    const question: MessageBoxOptions = {
      type: 'warning',
      message: text()('shell:runQuestion', { fileName }),
      detail: text()('shell:runDetail'),
      buttons: [text()('shell:open'), text()('shell:cancel')],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    }
    const { response } = owner === null ? await dialog.showMessageBox(question) : await dialog.showMessageBox(owner, question)
    return response === 0
  }

  return contract.router({
    openFile: contract.openFile.handler(async ({ input, errors }) => {
      const file = core.episodeFile(input.episodeId)
      if (file === null) throw errors.NOT_FOUND({ data: { episodeId: input.episodeId } })
      if (file.path === null || !file.isCompleted) throw errors.CONFLICT({ data: { reason: 'not-completed' } })
      // A link put in the file's place could name anything.
      if (!(await isPlainFile(file.path))) throw errors.CONFLICT({ data: { reason: 'file-missing', path: file.path } })
      if (mayRunSomething(basename(file.path)) && !(await isRunningWanted(basename(file.path)))) {
        return { opened: false }
      }
      const problem = await shell.openPath(file.path)
      if (problem !== '') throw errors.CONFLICT({ data: { reason: 'not-openable', path: file.path, problem } })
      return { opened: true }
    }),

    showInFolder: contract.showInFolder.handler(async ({ input, errors }) => {
      if ('episodeId' in input) {
        const file = core.episodeFile(input.episodeId)
        if (file === null) throw errors.NOT_FOUND({ data: { episodeId: input.episodeId } })
        if (file.path !== null && (await isPlainFile(file.path))) {
          shell.showItemInFolder(file.path)
          return { shown: true }
        }
        return showDirectory(file.directory)
      }
      const directory = core.jobDirectory(input.jobId)
      if (directory === null) throw errors.NOT_FOUND({ data: { jobId: input.jobId } })
      return showDirectory(directory)
    }),

    chooseFolder: contract.chooseFolder.handler(async ({ input }) => {
      const owner = window()
      const options: OpenDialogOptions = {
        title: text()('shell:chooseFolder'),
        properties: ['openDirectory', 'createDirectory'],
        ...(input.startAt !== undefined && isAbsolute(input.startAt) ? { defaultPath: input.startAt } : {}),
      }
      const { canceled, filePaths } =
        owner === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(owner, options)
      return { directory: canceled ? null : (filePaths[0] ?? null) }
    }),
  })
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}

async function isPlainFile(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isFile()
  } catch {
    return false
  }
}
