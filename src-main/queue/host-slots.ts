/** How many episodes of each host hold a slot. Hosts are `name[:port]`, lower case. */
type HeldByHost = ReadonlyMap<string, number>

/** The user's number of slots for one host as a limit: 0 sets none. */
export function slotsOfHost(maxSlotsPerHost: number): number {
  return maxSlotsPerHost === 0 ? Number.POSITIVE_INFINITY : maxSlotsPerHost
}

/** Hosts that hold all the slots that the user lets one host have, or more. */
export function cappedHosts(held: HeldByHost, maxSlotsPerHost: number): readonly string[] {
  const most = slotsOfHost(maxSlotsPerHost)
  return [...held].filter(([, count]) => count >= most).map(([host]) => host)
}

/** Hosts at which no further episode may start: each needs a slot of the host's and at least one connection. */
export function fullHosts(held: HeldByHost, maxSlotsPerHost: number, connectionsOf: (host: string) => number): readonly string[] {
  const most = slotsOfHost(maxSlotsPerHost)
  return [...held].filter(([host, count]) => count >= Math.min(most, connectionsOf(host))).map(([host]) => host)
}

/** Episodes that hold a slot beyond those that the user lets one host have. */
export function aboveHosts(held: HeldByHost, maxSlotsPerHost: number): number {
  const most = slotsOfHost(maxSlotsPerHost)
  return [...held.values()].reduce((sum, count) => sum + Math.max(0, count - most), 0)
}
