import { parseArgs } from 'node:util'
import { chaosRun } from '../support/chaos/chaos-run.ts'
import { type ListChaosOutcome, listChaosRun } from '../support/chaos/list/list-run.ts'
import type { Mortal } from '../support/chaos/list/mortal.ts'
import { powerLoss, powerLossRefusal } from '../support/chaos/list/power-loss.ts'
import type { ChaosOutcome } from '../support/chaos/tally.ts'
import { type TokenChaosOutcome, tokenChaosRun } from '../support/chaos/tokens/token-run.ts'

const mostKills = 10_000

/**
 * `npm run chaos -- [--list | --tokens | --power] [--kills 200] [--seed N]`: kills the running program again and again
 * while it downloads from servers that misbehave, or with `--list` in the middle of changes to its list, or with `--tokens`
 * while a server renews its session's token with each answer, and looks at what each death left behind. With `--power` (root on Linux, xfsprogs) its disks die with it and forget what was not flushed:
 * `--disks 1` for the list and the files on one, `--file-system xfs`, `--without-flushing` to see it fail. Ends with
 * code 1 where anything was lost or wrong.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      list: { type: 'boolean', default: false },
      tokens: { type: 'boolean', default: false },
      power: { type: 'boolean', default: false },
      disks: { type: 'string', default: '2' },
      'file-system': { type: 'string', default: 'ext4' },
      'without-flushing': { type: 'boolean', default: false },
      kills: { type: 'string', default: '200' },
      seed: { type: 'string' },
    },
  })
  const kills = Number(values.kills)
  const seed = values.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(values.seed)
  if (!Number.isInteger(kills) || kills < 1 || kills > mostKills || !Number.isSafeInteger(seed)) {
    process.stderr.write(
      `Usage: npm run chaos -- [--list | --tokens | --power [--disks 1|2] [--file-system ext4|xfs] [--without-flushing]] [--kills 1-${mostKills}] [--seed N]\n`,
    )
    return 1
  }
  process.stderr.write(`chaos: ${kills} kills, seed ${seed}\n`)
  const onKill = (count: number) => {
    process.stderr.write(`\rkill ${count} of ${kills} `)
  }
  const options = { kills, seed, onKill }
  const mortal = values.power ? await cutPower(values) : undefined
  if (typeof mortal === 'string') {
    process.stderr.write(`The power cannot be cut: ${mortal}.\n`)
    return 1
  }
  const { rows, problems } = values.tokens
    ? ofTokens(await tokenChaosRun(options))
    : values.list || mortal !== undefined
      ? ofList(await listChaosRun({ ...options, ...(mortal === undefined ? {} : { mortal }) }))
      : ofDownloads(await chaosRun(options))
  process.stderr.write('\n')
  const all = [['seed', `${seed}`], ...rows, ['problems', `${problems.length}`]] as const
  const lines = all.map(([label, value]) => `  ${label.padEnd(42)}${value}`)
  const verdict = problems.length === 0 ? 'passed' : 'FAILED'
  process.stdout.write(`${['', ...lines, ...problems.map((problem) => `  ! ${problem}`), verdict].join('\n')}\n`)
  return problems.length === 0 ? 0 : 1
}

/** Or why that is not possible here. */
async function cutPower(values: {
  readonly disks: string
  readonly 'file-system': string
  readonly 'without-flushing': boolean
}): Promise<Mortal | string> {
  const fileSystem = values['file-system']
  if (fileSystem !== 'ext4' && fileSystem !== 'xfs') return `${fileSystem} is neither ext4 nor xfs`
  const options = { fileSystem, disks: values.disks === '1' ? 1 : 2, withoutFlushing: values['without-flushing'] } as const
  return powerLossRefusal(options) ?? powerLoss(options)
}

interface Table {
  readonly rows: readonly (readonly [string, string])[]
  readonly problems: readonly string[]
}

function ofList({ problems, kills, unanswered, kept, jobs, finished, queuedAgain, seconds }: ListChaosOutcome): Table {
  const rows = [
    ...Object.entries(kills).map(([kind, count]) => [`kills while ${kind}`, `${count}`] as const),
    ['changes without an answer', `${unanswered}, of which ${kept} were there afterwards`],
    ['jobs at the end', `${jobs}`],
    ['finished files looked after', `${finished}; ${queuedAgain} more were queued again`],
    ['time', `${seconds.toFixed(0)} s`],
  ] as const
  return { rows, problems }
}

function ofTokens({ accepted, lost, askedFor, requests, files, seconds, problems }: TokenChaosOutcome): Table {
  const rows = [
    ['kills with an accepted token on disk', `${accepted}`],
    ['kills between renewal and answer', `${lost}; a sign-in was asked for after ${askedFor}`],
    ['requests, files', `${requests}, ${files}`],
    ['time', `${seconds.toFixed(0)} s`],
  ] as const
  return { rows, problems }
}

function ofDownloads(outcome: ChaosOutcome): Table {
  const { kills, killsAtStart, killsAtWork, jobs, episodes, bytes, bytesSent, bytesSentAgain, worstLoss, problems } = outcome
  const megabytes = (value: number) => `${(value / 1e6).toFixed(1)} MB`
  const worst = worstLoss === null ? 'none' : `${worstLoss.seconds.toFixed(2)} s of it, ${megabytes(worstLoss.bytes)}`
  const rows = [
    ['kills', `${kills}: ${killsAtWork} while servers were sending, ${killsAtStart} before it was ready`],
    ['time', `${outcome.seconds.toFixed(0)} s`],
    ['jobs, episodes', `${jobs}, ${episodes}`],
    ['bytes of all files', megabytes(bytes)],
    ['bytes that servers sent', megabytes(bytesSent)],
    ['of them again, where ranges are served', megabytes(bytesSentAgain)],
    ['worst loss of one transfer by one kill', worst],
  ] as const
  return { rows, problems }
}

process.exitCode = await main()
