import type { TransferReport } from '../protocol.ts'
import type { DiskRoom } from './disk-room.ts'
import type { FolderSync } from './folder-sync.ts'
import type { HostLoad } from './host-load.ts'
import type { HttpClient } from './http-client.ts'
import type { Reservations } from './reservations.ts'
import type { JoinLine } from './stream/join-line.ts'
import type { Throttle } from './throttle.ts'

/** What all attempts of a worker share. */
export interface Workshop {
  readonly client: HttpClient
  readonly throttle: Throttle
  readonly reservations: Reservations
  readonly room: DiskRoom
  readonly folders: FolderSync
  readonly load: HostLoad
  readonly joins: JoinLine
  /** How much one connection gathers before it is written. */
  readonly gatherBytes: () => number
  readonly report: (report: TransferReport) => void
}
