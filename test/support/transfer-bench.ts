import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unknownHost } from '../../src-main/queue/host-profile.ts'
import type {
  Documents,
  Exchanges,
  PartFile,
  TransferOrder,
  TransferPool,
  TransferReport,
  TransferSettings,
} from '../../src-main/queue/ports.ts'
import { createTransferPool } from '../../src-main/transfer/pool/transfer-pool.ts'

type Ended = Extract<TransferReport, { kind: 'ended' }>

/** Settings under which nothing but the test's own faults happens. */
export const plainSettings: TransferSettings = {
  stallTimeoutMs: 5_000,
  hostRequestIntervalMs: 0,
  speedLimit: 0,
  minFreeBytes: 0,
  allowPrivateAddresses: true,
  maxConnectionsPerHost: 512,
  ownAddresses: [],
  network: {
    proxies: [],
    proxy: { use: 'none', bypass: [], hosts: [] },
    certificates: [],
    exceptions: [],
  },
}

/** The real pool with a real worker and a folder of its own; keeps every report, and answers `placed` like the queue. */
export class TransferBench {
  readonly pool: TransferPool & Documents
  directory: string
  reports: TransferReport[] = []
  /** Called before `placed` is answered; return false to answer it yourself. */
  onPlaced: (part: PartFile) => boolean = () => true
  readonly #listeners = new Set<(report: TransferReport) => void>()
  #attemptId = 0

  private constructor(pool: TransferBench['pool'], directory: string) {
    this.pool = pool
    this.directory = directory
    pool.onReport((report) => {
      this.reports.push(report)
      if (report.kind === 'placed' && this.onPlaced(report.part)) pool.keep(report.attemptId)
      for (const listener of [...this.#listeners]) listener(report)
    })
  }

  static async start(
    settings: Partial<TransferSettings> = {},
    workerUrl = sourceWorker,
    workers = 1,
    exchanges?: Exchanges,
  ): Promise<TransferBench> {
    const directory = await mkdtemp(join(tmpdir(), 'staffel-transfer-'))
    const pool = createTransferPool({ workerUrl, workers, log: silentLog, ...(exchanges && { exchanges }) })
    pool.configure({ ...plainSettings, ...settings })
    return new TransferBench(pool, directory)
  }

  /** A pool of one's own. */
  static around(pool: TransferBench['pool'], directory: string): TransferBench {
    return new TransferBench(pool, directory)
  }

  /** As good as new for the next test: an empty folder, no reports, these settings; the worker lives on. */
  async renew(settings: Partial<TransferSettings> = {}): Promise<void> {
    await rm(this.directory, { recursive: true, force: true })
    this.directory = await mkdtemp(join(tmpdir(), 'staffel-transfer-'))
    this.reports = []
    this.onPlaced = () => true
    this.pool.configure({ ...plainSettings, ...settings })
  }

  /** Starts an attempt at a URL; returns its id. */
  begin(url: string, changes: Partial<TransferOrder> = {}): number {
    const attemptId = ++this.#attemptId
    this.pool.start({
      attemptId,
      episodeId: `episode-${attemptId}`,
      jobId: 'job',
      index: 1,
      title: null,
      jobTitle: 'Job',
      url,
      mirrors: [],
      isAlone: false,
      headers: {},
      sessionId: null,
      directory: this.directory,
      mount: null,
      wantedName: null,
      fileNameTemplate: '{name}.{ext}',
      onConflict: 'rename',
      checksum: null,
      stream: null,
      pieces: null,
      signature: null,
      part: null,
      blockDigests: null,
      repair: null,
      limits: { connections: 4, episodeSpeedLimit: 0, jobSpeedLimit: 0 },
      hostProfile: unknownHost,
      ...changes,
    })
    return attemptId
  }

  /** Runs an attempt to its last word. */
  async fetch(url: string, changes: Partial<TransferOrder> = {}): Promise<Ended> {
    return await this.ended(this.begin(url, changes))
  }

  ended(attemptId: number): Promise<Ended> {
    return this.until((report) => (report.kind === 'ended' && report.attemptId === attemptId ? report : null))
  }

  /** The first report, past or coming, of which `pick` makes something. */
  until<T>(pick: (report: TransferReport) => T | null): Promise<T> {
    for (const report of this.reports) {
      const picked = pick(report)
      if (picked !== null) return Promise.resolve(picked)
    }
    return this.next(pick)
  }

  /** The first coming report of which `pick` makes something. */
  next<T>(pick: (report: TransferReport) => T | null): Promise<T> {
    return new Promise((resolve) => {
      const listener = (report: TransferReport) => {
        const picked = pick(report)
        if (picked === null) return
        this.#listeners.delete(listener)
        resolve(picked)
      }
      this.#listeners.add(listener)
    })
  }

  /** Until an attempt has received so many bytes. */
  received(attemptId: number, bytes: number): Promise<void> {
    return this.next((report) => {
      if (report.kind !== 'progress') return null
      return report.items.some((item) => item.attemptId === attemptId && item.bytesDone >= bytes) ? true : null
    }).then(() => undefined)
  }

  kindsOf(attemptId: number): string[] {
    return this.reports.flatMap((report) => ('attemptId' in report && report.attemptId === attemptId ? [report.kind] : []))
  }

  read(fileName: string): Promise<Buffer> {
    return readFile(join(this.directory, fileName))
  }

  async files(): Promise<string[]> {
    return (await readdir(this.directory)).toSorted()
  }

  async close(): Promise<void> {
    await this.pool.close()
    await rm(this.directory, { recursive: true, force: true })
  }
}

const sourceWorker = new URL('../../src-main/transfer/worker/main.ts', import.meta.url)
const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined }
