import type { PeerCase } from './cases.ts'
import { type Contender, isInstalled, type PeerName, peers, runningContender, staffelContender } from './contenders.ts'
import type { Figure, Result, Row } from './figures.ts'
import { type Cost, medianOf } from './measured.ts'
import type { Benchmark, Workbench } from './workbench.ts'

const running = 'Staffel, running'
/** So many files are not deleted before the next run. */
const manyFiles = 100

/** Staffel and its peers in turn, so that what slows the machine down slows them all. */
export function besidePeers(bench: PeerCase): Benchmark {
  return { name: bench.name, run: (workbench) => run(bench, workbench) }
}

async function run(bench: PeerCase, { nginx, served, runs, inFolder, say }: Workbench): Promise<Result> {
  const names = await bench.prepare(served)
  const urls = names.map((name) => `${nginx[bench.scheme]}/${name}`)
  const present = await presentOf(bench.peers, say)
  const contenders: { readonly label: string; readonly run: Contender }[] = [
    { label: 'Staffel', run: staffelContender },
    ...(bench.alsoRunning === true ? [{ label: running, run: runningContender }] : []),
    ...present.map((label) => ({ label, run: peers[label].run })),
  ]
  const gone = names.length > manyFiles ? 'at the end' : 'at once'
  const costs = new Map<string, Cost[]>(contenders.map(({ label }) => [label, []]))
  for (let round = 1; round <= runs; round++) {
    say(`${bench.name}: run ${round} of ${runs}`)
    for (const contender of contenders) {
      costs.get(contender.label)?.push(await inFolder((folder) => contender.run(bench, urls, folder, nginx), gone))
    }
  }
  const rows = [...costs].map(([label, all]): Row => ({ label, cost: medianOf(all) }))
  return { name: bench.name, about: bench.about, runs, rows, figures: ratiosOf(bench, rows) }
}

async function presentOf(names: readonly PeerName[], say: Workbench['say']): Promise<PeerName[]> {
  const present: PeerName[] = []
  for (const name of names) {
    if (await isInstalled(name)) present.push(name)
    else say(`${name} is not installed and is left out; on Debian: apt-get install ${peers[name].package}`)
  }
  return present
}

function ratiosOf({ wanted, peers: [first] }: PeerCase, rows: readonly Row[]): Figure[] {
  const ours = rows.find(({ label }) => label === 'Staffel')
  const warm = rows.find(({ label }) => label === running)
  if (ours === undefined) return []
  const theirs = rows.filter((row) => row !== ours && row !== warm)
  return theirs.flatMap(({ label, cost }) => {
    const asked = (most: number | undefined) => (label === first && most !== undefined ? { atMost: most } : null)
    const ratio = (what: string, mine: number, peer: number, most?: number): Figure => ({
      label: `${what} ÷ ${label}`,
      value: mine / peer,
      unit: '×',
      wanted: asked(most),
    })
    return [
      ratio('wall', ours.cost.wallSeconds, cost.wallSeconds, wanted.wall),
      ...(warm === undefined ? [] : [ratio('wall, running,', warm.cost.wallSeconds, cost.wallSeconds)]),
      ratio('CPU', ours.cost.cpuSeconds, cost.cpuSeconds, wanted.cpu),
      ratio('memory', ours.cost.peakBytes, cost.peakBytes),
    ]
  })
}
