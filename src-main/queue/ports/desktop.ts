import type { FinishAction } from '../../../src-preload/contract/index.ts'

/** What a person can want of the machine once everything is downloaded. */
export type MachineAction = Exclude<FinishAction, 'nothing'>

/** The desktop around the program, as far as the queue has a say in it. */
export interface Desktop {
  /** What this machine can be told to do. */
  readonly actions: readonly MachineAction[]
  /** Tells the person, who may not look at the window, what happens so soon. */
  announce(action: MachineAction, inMs: number): void
  /** It does not happen. */
  withdraw(): void
  /** Does it. Rejects where the system refuses. */
  carryOut(action: MachineAction): Promise<void>
  /** Whether the machine is not to fall asleep by itself now. */
  keepAwake(isWanted: boolean): void
}
