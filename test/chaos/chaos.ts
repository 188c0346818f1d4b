import { parseArgs } from 'node:util'
import { chaosRun } from '../support/chaos/chaos-run.ts'
import type { ChaosOutcome } from '../support/chaos/tally.ts'

const mostKills = 10_000

/**
 * `npm run chaos -- [--kills 200] [--seed N]`: kills the running program again and again while it downloads from servers
 * that misbehave, and looks at what each death left behind. Ends with code 1 where anything was lost or wrong.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { kills: { type: 'string', default: '200' }, seed: { type: 'string' } } })
  const kills = Number(values.kills)
  const seed = values.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(values.seed)
  if (!Number.isInteger(kills) || kills < 1 || kills > mostKills || !Number.isSafeInteger(seed)) {
    process.stderr.write(`Usage: npm run chaos -- [--kills 1-${mostKills}] [--seed N]\n`)
    return 1
  }
  process.stderr.write(`chaos: ${kills} kills, seed ${seed}\n`)
  const onKill = (count: number) => {
    process.stderr.write(`\rkill ${count} of ${kills} `)
  }
  const outcome = await chaosRun({ kills, seed, onKill })
  process.stderr.write('\n')
  process.stdout.write(`${tableOf(outcome, seed)}\n`)
  return outcome.problems.length === 0 ? 0 : 1
}

function tableOf(outcome: ChaosOutcome, seed: number): string {
  const { kills, killsAtStart, killsAtWork, jobs, episodes, bytes, bytesSent, bytesSentAgain, worstLoss, problems } = outcome
  const megabytes = (value: number) => `${(value / 1e6).toFixed(1)} MB`
  const worst = worstLoss === null ? 'none' : `${worstLoss.seconds.toFixed(2)} s of it, ${megabytes(worstLoss.bytes)}`
  const rows: readonly (readonly [string, string])[] = [
    ['seed', `${seed}`],
    ['kills', `${kills}: ${killsAtWork} while servers were sending, ${killsAtStart} before it was ready`],
    ['time', `${outcome.seconds.toFixed(0)} s`],
    ['jobs, episodes', `${jobs}, ${episodes}`],
    ['bytes of all files', megabytes(bytes)],
    ['bytes that servers sent', megabytes(bytesSent)],
    ['of them again, where ranges are served', megabytes(bytesSentAgain)],
    ['worst loss of one transfer by one kill', worst],
    ['problems', `${problems.length}`],
  ]
  const lines = rows.map(([label, value]) => `  ${label.padEnd(42)}${value}`)
  return ['', ...lines, ...problems.map((problem) => `  ! ${problem}`), problems.length === 0 ? 'passed' : 'FAILED'].join('\n')
}

process.exitCode = await main()
