import { gainOf } from './gain.ts'

/** A server that takes its time for each answer: what more slots are worth. */
export const latency = gainOf({
  name: 'latency',
  about: '200 files of 16 KiB, each answered after 200 ms',
  paths: Array.from({ length: 200 }, (_, index) => `/${index}.bin`),
  file: { size: 16_384, latencyMs: 200 },
  settings: (slots) => ({ maxSlots: slots, maxConnectionsPerHost: 64 }),
  most: 10,
  label: (slots) => (slots === 1 ? '1 slot' : `${slots} slots`),
  wantedGain: 9.5,
})
