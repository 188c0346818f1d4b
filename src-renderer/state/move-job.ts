import { assertNever } from '../ui/assert-never.ts'

export type MoveDirection = 'top' | 'up' | 'down' | 'bottom'

/** The place among all jobs, from 1, that a move leads to. */
export function movedPosition(position: number, allJobs: number, direction: MoveDirection): number {
  switch (direction) {
    case 'top':
      return 1
    case 'up':
      return Math.max(1, position - 1)
    case 'down':
      return Math.min(allJobs, position + 1)
    case 'bottom':
      return allJobs
    default:
      return assertNever(direction)
  }
}
