import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { runDesktop } from '../electron/run-desktop.ts'
import { createLog } from '../platform/log.ts'
import { folderOfVariable, usualDataFolder, usualDownloadFolder } from '../platform/paths.ts'
import { loadSecretKeys } from '../platform/secret-keys.ts'
import { DataFolderLockedError, lockDataFolder } from '../store/data-folder-lock.ts'
import { checkList } from '../store/list-check.ts'
import { StoreVersionError } from '../store/migrations.ts'
import { StoreDamagedError } from '../store/store-damaged-error.ts'
import { FirstThread } from '../transfer/pool/first-thread.ts'
import { proxyFor } from '../transfer/worker/proxy-choice.ts'
import { openCore, version } from './core.ts'
import { places } from './places.ts'

const dataDirectory = folderOfVariable('STAFFEL_DATA_DIR') ?? usualDataFolder()
const chosenDownloads = folderOfVariable('STAFFEL_DOWNLOAD_DIR')

runDesktop({
  version,
  dataDirectory,
  rendererDirectory: places.rendererDirectory,
  preloadFile: places.preloadFile,
  signInPreloadFile: places.signInPreloadFile,
  openLog: () => createLog({ file: join(dataDirectory, 'logs', 'staffel.log') }),
  async startCore(log, { desktop, signInWindow, systemProxy, keyring }) {
    try {
      const lock = lockDataFolder(dataDirectory)
      const firstThread = new FirstThread(places.worker, availableParallelism())
      const listCheck = checkList(dataDirectory)
      const { queue, router, start, close } = openCore({
        mode: 'desktop',
        dataDirectory,
        downloadDirectory: chosenDownloads ?? usualDownloadFolder(),
        allowedFolders: null,
        forced: chosenDownloads === null ? {} : { downloadDirectory: chosenDownloads },
        firstThread,
        sourceWorkerUrl: places.sourceWorker,
        desktop,
        signInWindow,
        systemProxy,
        secretKeys: await loadSecretKeys(dataDirectory, keyring, (sentence) => log.warn(sentence)),
        log,
        isListWhole: await listCheck,
        lock,
      })
      start()
      return {
        core: {
          router,
          close,
          episodeFile(episodeId) {
            const episode = queue.read.episode(episodeId)
            const directory = episode === null ? undefined : queue.read.job(episode.jobId)?.directory
            if (episode === null || directory === undefined) return null
            return { directory, path: episode.path, isCompleted: episode.status === 'completed' }
          },
          jobDirectory: (jobId) => queue.read.job(jobId)?.directory ?? null,
          sleep: () => queue.sleep(),
          wake: () => queue.wake(),
          settings: () => queue.settings,
          network() {
            const rules = queue.proxies.rules()
            return { rules, wayTo: (url) => proxyFor(url, undefined, rules, process.env) }
          },
          onSettings: (listener) => queue.onSettings(listener),
        },
      }
    } catch (error) {
      if (error instanceof DataFolderLockedError) return { refusal: { reason: 'locked', pid: error.pid } }
      if (error instanceof StoreVersionError) return { refusal: { reason: 'newer-database' } }
      if (error instanceof StoreDamagedError) return { refusal: { reason: 'damaged-database' } }
      if (error instanceof Error && 'code' in error) return { refusal: { reason: 'unusable-folder', message: error.message } }
      throw error
    }
  },
})
