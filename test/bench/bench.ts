import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Nginx, startNginx } from '../support/nginx.ts'
import { type BenchCase, cases } from './cases.ts'
import { aria2Contender, type Contender, isInstalled, staffelContender } from './contenders.ts'
import { type Cost, medianOf } from './measured.ts'

interface Result {
  readonly name: string
  readonly about: string
  readonly runs: number
  readonly staffel: Cost
  /** Null where the peer is not installed. */
  readonly aria2c: Cost | null
}

/**
 * `npm run bench -- [name …] [--runs 5] [--json FILE]`: Staffel beside its peer, in turn, in one run, against a real
 * nginx on loopback. Installs nothing; says what is missing.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { runs: { type: 'string', default: '5' }, json: { type: 'string' } },
  })
  const unknown = positionals.filter((name) => !cases.some((bench) => bench.name === name))
  const runs = Number(values.runs)
  if (unknown.length > 0 || !Number.isInteger(runs) || runs < 1 || runs > 100) {
    return refuse(`Usage: npm run bench -- [${cases.map(({ name }) => name).join('|')}] [--runs 1-100] [--json FILE]`)
  }
  const base = await mkdtemp(join(tmpdir(), 'staffel-bench-'))
  const served = join(base, 'served')
  await mkdir(served)
  const nginx = await startNginx(served, join(base, 'nginx'))
  if (nginx === null) {
    await rm(base, { recursive: true })
    return refuse('nginx is not installed; on Debian: apt-get install nginx-light')
  }
  const hasPeer = await isInstalled('aria2c')
  if (!hasPeer) process.stderr.write('aria2c is not installed, so Staffel runs alone; on Debian: apt-get install aria2\n')
  const results: Result[] = []
  try {
    for (const bench of cases.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
      results.push(await runCase(bench, { nginx, base, served, runs, hasPeer }))
    }
  } finally {
    await nginx.stop()
    await rm(base, { recursive: true, force: true })
  }
  process.stdout.write(`${table(results)}\n`)
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ cores: cpus().length, results }, null, 2)}\n`)
  return 0
}

async function runCase(
  bench: BenchCase,
  { nginx, base, served, runs, hasPeer }: { nginx: Nginx; base: string; served: string; runs: number; hasPeer: boolean },
): Promise<Result> {
  const names = await bench.prepare(served)
  const urls = names.map((name) => `${nginx[bench.scheme]}/${name}`)
  const folder = join(base, 'run')
  const once = async (contender: Contender) => {
    await mkdir(folder)
    const cost = await contender(bench, urls, folder)
    await rm(folder, { recursive: true })
    return cost
  }
  const [staffel, aria2c] = [staffelContender(nginx), aria2Contender(nginx)]
  const ours: Cost[] = []
  const theirs: Cost[] = []
  for (let run = 1; run <= runs; run += 1) {
    process.stderr.write(`\r${bench.name}: run ${run} of ${runs} `)
    ours.push(await once(staffel))
    if (hasPeer) theirs.push(await once(aria2c))
  }
  process.stderr.write('\n')
  return { name: bench.name, about: bench.about, runs, staffel: medianOf(ours), aria2c: hasPeer ? medianOf(theirs) : null }
}

function table(results: readonly Result[]): string {
  const rows = results.flatMap(({ name, about, staffel, aria2c }) => [
    `${name} (${about})`,
    line('Staffel', staffel),
    ...(aria2c === null ? [] : [line('aria2c', aria2c), ratioLine(staffel, aria2c)]),
  ])
  return ['', `${''.padEnd(12)}${'wall'.padStart(10)}${'CPU'.padStart(10)}${'memory'.padStart(12)}   medians`, ...rows].join('\n')
}

function line(name: string, cost: Cost): string {
  const memory = `${(cost.peakBytes / 1e6).toFixed(0)} MB`
  return `  ${name.padEnd(10)}${seconds(cost.wallSeconds)}${seconds(cost.cpuSeconds)}${memory.padStart(12)}`
}

function ratioLine(ours: Cost, theirs: Cost): string {
  const ratio = (mine: number, peer: number) => `${(mine / peer).toFixed(2)} ×`
  const wall = ratio(ours.wallSeconds, theirs.wallSeconds).padStart(10)
  const cpu = ratio(ours.cpuSeconds, theirs.cpuSeconds).padStart(10)
  return `  ${'ratio'.padEnd(10)}${wall}${cpu}${ratio(ours.peakBytes, theirs.peakBytes).padStart(12)}`
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`.padStart(10)
}

function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`)
  return 1
}

process.exitCode = await main()
