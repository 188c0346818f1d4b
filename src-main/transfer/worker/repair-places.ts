import type { TransferOrder } from '../protocol.ts'

/** A place that may still have a finished file as it was. */
export interface RepairPlace {
  /** The order as if this place were its only one. */
  readonly order: TransferOrder
  /** Its validators are the ones that are known; another place names its own. */
  readonly isOwn: boolean
  /** Whether ranges are asked for; not any more once they were not served. */
  isRanged: boolean
}

/** The episode's own address, then its mirrors. What the user sends goes to the origin of the former alone. */
export function repairPlaces(order: TransferOrder): RepairPlace[] {
  const { origin } = new URL(order.url)
  return [...new Set([order.url, ...order.mirrors])].map((url) => ({
    order: { ...order, url, mirrors: [], headers: new URL(url).origin === origin ? order.headers : {} },
    isOwn: url === order.url,
    isRanged: true,
  }))
}
