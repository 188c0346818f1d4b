import { randomBytes } from 'node:crypto'
import type { Random } from '../queue/ports.ts'

/** Ids of 64 random bits; the database refuses one that was ever doubled. */
export function createRandom(): Random {
  return {
    id: () => randomBytes(8).toString('hex'),
    fraction: () => Math.random(),
  }
}
