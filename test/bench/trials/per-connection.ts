import { gainOf } from './gain.ts'

/** A server that gives each connection the same speed: what more of them are worth. */
export const perConnection = gainOf({
  name: 'per-connection',
  about: '100 MB from a server that gives each connection 2 MB/s',
  paths: ['/file.bin'],
  file: { size: 100_000_000, bytesPerSecond: 2_000_000 },
  settings: (count) => ({ maxSlots: 1, maxConnectionsPerEpisode: count, maxConnectionsPerHost: count }),
  most: 8,
  label: (count) => (count === 1 ? '1 connection' : `${count} connections`),
  wantedGain: 7.5,
})
