import type { SettingsPatch } from '../../../src-preload/contract/index.ts'
import { ServerElsewhere } from '../../support/faulty-server/elsewhere.ts'
import type { FileScript } from '../../support/faulty-server/script.ts'
import { measured } from '../measured.ts'
import { fetchAll, withStaffel } from '../staffel-run.ts'
import type { Benchmark, Workbench } from '../workbench.ts'

/** What more of something are worth at a server that is slow in one way. */
export interface GainTrial {
  readonly name: string
  readonly about: string
  readonly paths: readonly string[]
  readonly file: FileScript
  /** Staffel's settings with so many of it. */
  readonly settings: (count: number) => SettingsPatch
  readonly most: number
  /** What there is one or `most` of. */
  readonly label: (count: number) => string
  readonly wantedGain: number
}

/** Fetches the same with one and with the most of it, and tells how much faster that was. */
export function gainOf(trial: GainTrial): Benchmark {
  return { name: trial.name, run: (bench) => run(trial, bench) }
}

async function run({ name, about, paths, file, settings, most, label, wantedGain }: GainTrial, { inFolder, say }: Workbench) {
  const server = await ServerElsewhere.start()
  try {
    const urls = await server.serve(paths, file)
    const costOf = (count: number) =>
      inFolder((folder) => {
        say(`${name}: ${label(count)}`)
        return withStaffel(folder, settings(count), {}, (staffel) => measured(staffel.pid, () => fetchAll(staffel, urls, folder)))
      })
    const [one, many] = [await costOf(1), await costOf(most)]
    return {
      name,
      about,
      runs: 1,
      rows: [
        { label: label(1), cost: one },
        { label: label(most), cost: many },
      ],
      figures: [{ label: 'gain', value: one.wallSeconds / many.wallSeconds, unit: '×', wanted: { atLeast: wantedGain } }],
    }
  } finally {
    await server.close()
  }
}
