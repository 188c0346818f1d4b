import type {
  Calendar,
  CertificateFiles,
  Clock,
  Desktop,
  Disk,
  Folders,
  LinkRenewal,
  Log,
  Machine,
  Network,
  Random,
  Sessions,
  Store,
  TransferPool,
} from './ports.ts'

/** Everything the queue touches outside itself; handed in, never reached for. */
export interface World {
  readonly store: Store
  readonly pool: TransferPool
  readonly disk: Disk
  readonly folders: Folders
  readonly network: Network
  readonly certificates: CertificateFiles
  readonly clock: Clock
  readonly machine: Machine
  readonly calendar: Calendar
  /** Null where the program runs without one. */
  readonly desktop: Desktop | null
  readonly random: Random
  readonly sessions: Sessions
  /** Where fresh links come from. */
  readonly renewal: LinkRenewal
  readonly log: Log
}
