import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { SettingsPatch } from '../../src-preload/contract/index.ts'
import { onUncaughtFault } from '../platform/faults.ts'
import { createLog } from '../platform/log.ts'
import { usualDownloadFolder } from '../platform/paths.ts'
import { loadSecretKeys } from '../platform/secret-keys.ts'
import type { WebOptions } from '../server/options.ts'
import { outsideWarning } from '../server/outside-warning.ts'
import { readyLine } from '../server/ready-line.ts'
import { loadToken } from '../server/token.ts'
import { startWebServer } from '../server/web-server.ts'
import type { FirstThread } from '../transfer/pool/first-thread.ts'
import { openCore } from './core.ts'
import { places } from './places.ts'

/** What is left to say when leaving takes too long; the transfers' last checkpoint is on disk all the same. */
const leavePatienceMs = 4_500

/** The data folder, taken for this process. */
export interface TakenFolder {
  /** Absolute. */
  readonly dataDirectory: string
  readonly lock: { readonly release: () => void }
  /** Of the transfer worker, which loads meanwhile. */
  readonly firstThread: FirstThread
  /** The answer of `checkList`, once it is there. */
  readonly isListWhole: Promise<boolean>
}

/** The web mode, until a signal or a fault ends it. */
export async function serve(options: WebOptions, { dataDirectory, lock, firstThread, isListWhole }: TakenFolder): Promise<void> {
  const downloadDirectory = options.downloadDirectory ?? usualDownloadFolder()
  const log = createLog({ file: join(dataDirectory, 'logs', 'staffel.log') })
  const forced: SettingsPatch = options.downloadDirectory === null ? {} : { downloadDirectory }
  const allowedFolders = [downloadDirectory, ...options.allowedDirectories]
  const secretKeys = await loadSecretKeys(dataDirectory, null, (sentence) => {
    log.warn(sentence)
    process.stderr.write(`${sentence}\n`)
  }).catch((error: unknown) => {
    lock.release()
    throw error
  })
  const core = openCore({
    mode: 'web',
    dataDirectory,
    downloadDirectory,
    allowedFolders,
    forced,
    firstThread,
    sourceWorkerUrl: places.sourceWorker,
    desktop: null,
    systemProxy: null,
    signInWindow: null,
    secretKeys,
    log,
    isListWhole: await isListWhole,
    lock,
  })
  const token = options.token ?? (await loadToken(dataDirectory))
  const server = await startWebServer({
    router: core.router,
    log,
    host: options.host,
    port: options.port,
    token,
    allowedHosts: options.allowedHosts,
    rendererDirectory: places.rendererDirectory,
  }).catch(async (error: unknown) => {
    await core.close()
    throw error
  })
  let isLeaving = false
  const leave = async () => {
    if (isLeaving) return
    isLeaving = true
    setTimeout(() => process.exit(), leavePatienceMs).unref()
    // Whatever becomes of the door, the transfers come to their checkpoint.
    await server.close().catch((error: unknown) => log.error('The door could not be closed', { error: String(error) }))
    await core.close()
    process.exit()
  }
  onUncaughtFault(log, (message) => {
    if (!isLeaving) process.stderr.write(`Staffel ends because of a fault: ${message}. Its log in ${dataDirectory} tells more.\n`)
    process.exitCode = 1
    void leave()
  })
  process.on('SIGINT', leave)
  process.on('SIGTERM', leave)
  core.queue.listensOn(server.addresses)
  core.start()
  process.stdout.write(`${readyLine({ url: server.url, token, pid: process.pid }, options.json)}\n`)
  // Beside the start: a folder on a drive that does not answer must not hold it up.
  void outsideWarning(core.queue.settings.downloadDirectory, allowedFolders).then((warning) => {
    if (warning === null) return
    log.warn(warning)
    process.stderr.write(`${warning}\n`)
  })
  if (options.open) openBrowser(`${server.url}/?token=${encodeURIComponent(token)}`)
}

function openBrowser(address: string): void {
  const [command, ...prefix] = { win32: ['explorer'], darwin: ['open'] }[process.platform as string] ?? ['xdg-open']
  if (command === undefined) return
  const child = spawn(command, [...prefix, address], { stdio: 'ignore', detached: true })
  child.on('error', () => process.stderr.write('No browser could be opened; follow the address above.\n'))
  child.unref()
}
