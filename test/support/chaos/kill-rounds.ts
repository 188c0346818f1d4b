export interface ChaosOptions {
  readonly kills: number
  /** The same seed plans the same work and moments; what the machine makes of them differs. */
  readonly seed: number
  readonly onKill?: (kills: number) => void
}

/** Work during which the program dies. */
export interface KillRun<Outcome> {
  /** One life of the program, from its start to its death; `round` counts from 0. */
  liveAndDie(round: number): Promise<void>
  /** Lets everything come to its end and looks at what is there. */
  finish(): Promise<Outcome>
  close(): Promise<void>
}

/** Lets the program live and die so many times, then come to its end; the run is closed whatever happens. */
export async function killRounds<Outcome>(
  run: KillRun<Outcome>,
  { kills, onKill }: Pick<ChaosOptions, 'kills' | 'onKill'>,
): Promise<Outcome> {
  try {
    for (let round = 0; round < kills; round++) {
      await run.liveAndDie(round)
      onKill?.(round + 1)
    }
    return await run.finish()
  } finally {
    await run.close()
  }
}
