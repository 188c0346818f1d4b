import type { Session, SessionMode } from '../../../src-preload/contract/index.ts'
import { TokenServer } from '../../support/sessions/token-server.ts'
import type { Row } from '../figures.ts'
import { measured } from '../measured.ts'
import { fetchAll, withStaffel } from '../staffel-run.ts'
import type { Benchmark, Workbench } from '../workbench.ts'

const files = 80
const answerMs = 50
const timesAsLong = 20
const slots = 8
const wantedGain = 7

interface Contender {
  readonly label: string
  readonly mode: SessionMode
  readonly slots: number
}

const contenders = [
  { label: 'rotating, 1 slot', mode: 'rotating', slots: 1 },
  { label: `rotating, ${slots} slots`, mode: 'rotating', slots },
  { label: `automatic, ${slots} slots`, mode: 'automatic', slots },
  { label: `exclusive, ${slots} slots`, mode: 'exclusive', slots },
] as const satisfies readonly Contender[]

/** What parallel bodies are worth where a server renews its token with each answer, and refuses all but the newest. */
export const sessions: Benchmark = { name: 'sessions', run }

async function run(bench: Workbench) {
  const rows: Row[] = []
  let refused = 0
  for (const contender of contenders) {
    const outcome = await costOf(contender, bench)
    rows.push({ label: contender.label, cost: outcome.cost })
    refused += outcome.refused
  }
  const [one, many, automatic, exclusive] = rows.map(({ cost }) => cost.wallSeconds)
  const gain = (label: string, than: number | undefined, wanted: { readonly atLeast: number } | null) => ({
    label,
    value: (one ?? Number.NaN) / (than ?? Number.NaN),
    unit: '×',
    wanted,
  })
  return {
    name: 'sessions',
    about: `${files} files whose bodies take ${timesAsLong} times as long as the exchange, a new token in each answer`,
    runs: 1,
    rows,
    figures: [
      gain('gain', many, { atLeast: wantedGain }),
      gain('gain, automatic', automatic, { atLeast: wantedGain }),
      gain('gain, exclusive', exclusive, null),
      { label: 'refused requests', value: refused, unit: '', wanted: { atMost: 0 } },
    ],
  }
}

/** Each contender has a server of its own, in this process: Staffel is in another one. */
async function costOf({ label, mode, slots: maxSlots }: Contender, { inFolder, say }: Workbench) {
  say(`sessions: ${label}`)
  const server = await TokenServer.start({ answerMs, bodyMs: timesAsLong * answerMs, fileBytes: () => 200_000 })
  try {
    const settings = { maxSlots, maxConnectionsPerEpisode: 1, maxConnectionsPerHost: slots }
    const cost = await inFolder((folder) =>
      withStaffel(folder, settings, {}, async (staffel) => {
        const cookies = [{ name: 'token', value: server.signIn(), domain: '127.0.0.1', path: '/' }]
        const { id: sessionId } = await staffel.post<Session>('/sessions', { name: label, mode, cookies })
        const urls = Array.from({ length: files }, (_, index) => server.url(`/files/${index}.bin`))
        return measured(staffel.pid, () => fetchAll(staffel, urls, folder, { sessionId }))
      }),
    )
    return { cost, refused: server.refused }
  } finally {
    await server.close()
  }
}
