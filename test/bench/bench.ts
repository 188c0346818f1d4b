import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { startNginx } from '../support/nginx.ts'
import { besidePeers } from './beside-peers.ts'
import { peerCases } from './cases.ts'
import { type Result, tableOf } from './figures.ts'
import { autoscale } from './trials/autoscale.ts'
import { http2 } from './trials/http2.ts'
import { latency } from './trials/latency.ts'
import { memory } from './trials/memory.ts'
import { perConnection } from './trials/per-connection.ts'
import { queue } from './trials/queue.ts'
import { report } from './trials/report.ts'
import { scroll } from './trials/scroll.ts'
import { sessions } from './trials/sessions.ts'
import { slots500 } from './trials/slots-500.ts'
import { sources } from './trials/sources.ts'
import { windowTrial } from './trials/window.ts'
import type { Benchmark, Workbench } from './workbench.ts'

const run = promisify(execFile)

const benchmarks: readonly Benchmark[] = [
  ...peerCases.map(besidePeers),
  http2,
  perConnection,
  latency,
  slots500,
  sessions,
  memory,
  queue,
  report,
  sources,
  scroll,
  windowTrial,
  autoscale,
]

/**
 * `npm run bench -- [name …] [--runs 5] [--kind KIND …] [--json FILE]`: Staffel beside its peers, in turn, in one run, against a real
 * nginx on loopback; and alone against servers that are slow on purpose. Installs nothing; says what is missing.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string', default: '5' },
      json: { type: 'string' },
      kind: { type: 'string', multiple: true, default: [] },
    },
  })
  const names = benchmarks.map(({ name }) => name)
  const kinds = benchmarks.flatMap((benchmark) => benchmark.kinds ?? [])
  const runs = Number(values.runs)
  const isKnown = positionals.every((name) => names.includes(name)) && values.kind.every((kind) => kinds.includes(kind))
  if (!isKnown || !Number.isInteger(runs) || runs < 1 || runs > 100) {
    return refuse(`Usage: npm run bench -- [${names.join('|')}] [--runs 1-100] [--kind ${kinds.join('|')}] [--json FILE]`)
  }
  const base = await mkdtemp(join(tmpdir(), 'staffel-bench-'))
  await keepApart(base)
  const served = join(base, 'served')
  await mkdir(served)
  const nginx = await startNginx(served, join(base, 'nginx'))
  if (nginx === null) return refuse('nginx is not installed; on Debian: apt-get install nginx-light')
  const workbench: Workbench = {
    nginx,
    served,
    runs,
    kinds: values.kind,
    inFolder: (work, gone) => inFolder(base, work, gone),
    say,
  }
  const results: Result[] = []
  try {
    for (const benchmark of benchmarks.filter(({ name, isOnlyByName }) =>
      positionals.length === 0 ? isOnlyByName !== true : positionals.includes(name),
    )) {
      results.push(await benchmark.run(workbench))
    }
  } finally {
    await nginx.stop()
    await rm(base, { recursive: true, force: true })
  }
  process.stdout.write(`${tableOf(results)}\n`)
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ cores: cpus().length, results }, null, 2)}\n`)
  return 0
}

/**
 * Has ext2 to ext4 put each folder in here into a part of the disk of its own (`chattr` +T). They look one by one at the
 * inodes that were freed next to a new file in the last minutes, so that each run would pay for what the one before it
 * deleted: a quarter of a millisecond for each file after aria2c and its control files. Other file systems need no such thing.
 */
async function keepApart(folder: string): Promise<void> {
  await run('chattr', ['+T', folder]).catch(() => undefined)
}

async function inFolder<Outcome>(
  base: string,
  work: (folder: string) => Promise<Outcome>,
  gone: 'at once' | 'at the end' = 'at once',
): Promise<Outcome> {
  const folder = await mkdtemp(join(base, 'run-'))
  try {
    return await work(folder)
  } finally {
    if (gone === 'at once') await rm(folder, { recursive: true, force: true })
  }
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}

function refuse(sentence: string): number {
  say(sentence)
  return 1
}

process.exitCode = await main()
