/** An active episode that wants connections at one host. */
export interface ConnectionClaim {
  readonly attemptId: number
  /** As many as its job or the settings allow it, at least 1. */
  readonly wanted: number
}

/**
 * Shares the connections of one host: each claim gets one, what is left goes round in order of the claims until
 * the host's limit or everyone's wish is reached. With more claims than the limit each still keeps one.
 */
export function shareConnections(claims: readonly ConnectionClaim[], hostLimit: number): ReadonlyMap<number, number> {
  const granted = new Map(claims.map((claim) => [claim.attemptId, 1]))
  let left = hostLimit - claims.length
  for (let round = 2; left > 0; round += 1) {
    const hungry = claims.filter((claim) => claim.wanted >= round)
    if (hungry.length === 0) break
    for (const claim of hungry.slice(0, left)) granted.set(claim.attemptId, round)
    left -= hungry.length
  }
  return granted
}
