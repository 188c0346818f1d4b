import manifest from '../../package.json' with { type: 'json' }
import type { SettingsPatch } from '../../src-preload/contract/index.ts'
import { createRouter } from '../api/router.ts'
import { createCalendar } from '../platform/calendar.ts'
import { createCertificateFiles } from '../platform/certificate-files.ts'
import { createClock } from '../platform/clock.ts'
import { createDisk } from '../platform/disk.ts'
import { createFolders } from '../platform/folders.ts'
import { createMachine } from '../platform/machine.ts'
import { currentMachineRun } from '../platform/machine-run.ts'
import { createNetwork } from '../platform/network.ts'
import { createRandom } from '../platform/random.ts'
import { createSecretBox } from '../platform/secret-box.ts'
import type { SecretKeys } from '../platform/secret-keys.ts'
import type { Desktop, Log, SignInWindow, SystemProxy } from '../queue/ports.ts'
import { QueueManager } from '../queue/queue-manager.ts'
import { WindowKeeper } from '../queue/window-keeper.ts'
import { CredentialKeeper } from '../sessions/credential-keeper.ts'
import { ExchangeDesk } from '../sessions/exchange-desk.ts'
import { foreignTexts } from '../sessions/foreign-texts.ts'
import { HostAuthorization } from '../sessions/host-authorization.ts'
import { SessionKeeper } from '../sessions/session-keeper.ts'
import { InspectionDesk } from '../sources/inspection-desk.ts'
import { SourceLinks } from '../sources/link-renewal.ts'
import { SourceJobs } from '../sources/source-jobs.ts'
import { FeedThread } from '../sources/subscriptions/feed-thread.ts'
import { SubscriptionKeeper } from '../sources/subscriptions/subscription-keeper.ts'
import { openList } from '../store/open-list.ts'
import type { FirstThread } from '../transfer/pool/first-thread.ts'
import { createTransferPool } from '../transfer/pool/transfer-pool.ts'
import { safeFolder } from '../transfer/worker/safe-folder.ts'

export const version = manifest.version

export interface CoreOptions {
  readonly mode: 'desktop' | 'web'
  /** Absolute. */
  readonly dataDirectory: string
  /** Absolute; where files go until the user says otherwise. */
  readonly downloadDirectory: string
  /** Absolute folders that downloads may be saved in; null allows all. */
  readonly allowedFolders: readonly string[] | null
  readonly forced: SettingsPatch
  /** Begun while the rest of the program was loaded. */
  readonly firstThread: FirstThread
  readonly sourceWorkerUrl: URL
  /** Null in the web mode. */
  readonly desktop: Desktop | null
  /** Null in the web mode. */
  readonly signInWindow: SignInWindow | null
  /** Null in the web mode, which goes by the environment. */
  readonly systemProxy: SystemProxy | null
  /** With which all that is secret is sealed. */
  readonly secretKeys: SecretKeys
  readonly log: Log
  /** What `checkList` said of the list. */
  readonly isListWhole: boolean
  /** Held by this process; let go of when the core closes. */
  readonly lock: { readonly release: () => void }
}

/**
 * Puts the core together, the same for both modes: store, engine, queue, router. Work starts with `start()`.
 *
 * @throws StoreVersionError
 */
export function openCore(options: CoreOptions) {
  const { log, lock, firstThread } = options
  try {
    const clock = createClock()
    const box = createSecretBox(...options.secretKeys.keys)
    const { store, rescue } = openList(options.dataDirectory, box, clock.now(), options.isListWhole)
    log.info('what is secret is sealed', { keptBy: options.secretKeys.keptBy })
    if (rescue !== null) log.error('the list of downloads was damaged', { ...rescue })
    const folders = createFolders({ allowed: options.allowedFolders, safeFolder })
    const random = createRandom()
    const credentials = new CredentialKeeper({ store, clock, random })
    const sessions = new SessionKeeper({
      store,
      clock,
      random,
      texts: foreignTexts,
      credentials,
      signInWindow: options.signInWindow,
      saveIntervalMs: () => queue.settings.tokenSaveIntervalMs,
    })
    const authorization = new HostAuthorization({ credentials, cnonce: () => random.id(), now: () => clock.now() })
    const exchanges = new ExchangeDesk({ sessions, authorization, clock, log })
    const pool = createTransferPool({
      workerUrl: firstThread.workerUrl,
      cores: firstThread.cores,
      first: firstThread,
      exchanges,
      systemProxy: options.systemProxy,
      log,
    })
    const links = new SourceLinks({ workerUrl: options.sourceWorkerUrl, documents: pool, sessions, clock, log })
    const world = {
      store,
      pool,
      disk: createDisk(),
      folders,
      network: createNetwork(),
      certificates: createCertificateFiles(),
      clock,
      machine: createMachine(),
      calendar: createCalendar(),
      desktop: options.desktop,
      random,
      sessions,
      renewal: links,
      log,
    }
    const queue = new QueueManager(world, {
      downloadDirectory: options.downloadDirectory,
      forced: options.forced,
      ownAddresses: [],
      rescue,
      machineRun: currentMachineRun(clock.now()),
    })
    const inspections = new InspectionDesk({
      workerUrl: options.sourceWorkerUrl,
      documents: pool,
      isKnown: (urls) => store.knownAddresses(urls),
      sessions,
      clock,
      random,
      log,
      tell: (inspection) => queue.hub.publish({ type: 'inspection', inspection }),
    })
    const feeds = new FeedThread({ workerUrl: options.sourceWorkerUrl, clock, log })
    const subscriptions = new SubscriptionKeeper({
      ...world,
      documents: pool,
      reader: feeds,
      jobs: queue.jobs,
      episodes: queue.episodes,
    })
    subscriptions.onNews((event) => queue.hub.publish(event))
    const router = createRouter(
      {
        queue,
        sessions,
        credentials,
        texts: foreignTexts,
        inspections,
        sourceJobs: new SourceJobs(inspections, queue.jobs),
        subscriptions,
        windows: new WindowKeeper(store, log, (memory) => queue.hub.publish({ type: 'window', memory })),
      },
      {
        version,
        mode: options.mode,
        platform: process.platform,
        locale: Intl.DateTimeFormat().resolvedOptions().locale,
        dataDirectory: options.dataDirectory,
        defaultDownloadDirectory: options.downloadDirectory,
        secretsKeptBy: options.secretKeys.keptBy,
      },
      log,
    )
    return {
      queue,
      router,
      /** Once a door stands open. */
      start() {
        queue.start()
        subscriptions.start()
      },
      async close() {
        await inspections.close()
        await subscriptions.close()
        await feeds.close()
        await queue.close()
        await links.close()
        try {
          sessions.close()
        } catch (error) {
          log.error('cookies could not be kept at the end', { error: String(error) })
        }
        store.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}
