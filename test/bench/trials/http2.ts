import type { SettingsPatch } from '../../../src-preload/contract/index.ts'
import { DelayingProxy } from '../../support/delaying-proxy.ts'
import { manySmallFiles } from '../cases.ts'
import type { Figure, Row } from '../figures.ts'
import { type Cost, measured, medianOf } from '../measured.ts'
import { fetchAll, withStaffel } from '../staffel-run.ts'
import type { Benchmark, Workbench } from '../workbench.ts'

/** A way to the server, and what it makes of small files. */
interface Way {
  readonly label: string
  readonly folder: '' | 'closing/'
  readonly files: number
  /** Null where there is nothing between. */
  readonly roundTripMs: number | null
  readonly mostConnections: number | null
}

const ways: readonly Way[] = [
  { label: 'loopback', folder: '', files: 2_000, roundTripMs: null, mostConnections: null },
  { label: '40 ms', folder: '', files: 400, roundTripMs: 40, mostConnections: null },
  { label: '40 ms, closing', folder: 'closing/', files: 400, roundTripMs: 40, mostConnections: null },
  { label: '40 ms, 4 at most', folder: '', files: 200, roundTripMs: 40, mostConnections: 4 },
]
const slots = 16
/** A server that resets what is too much makes attempts fail, and none may be the last. */
const settings: SettingsPatch = { maxSlots: slots, maxConnectionsPerHost: 64, retry: { maxAttempts: 100 } }

/** Small files from a server that speaks HTTP/1.1 only, and from one that offers HTTP/2 too and leaves Staffel the choice. */
export const http2: Benchmark = { name: 'http2', run }

async function run(workbench: Workbench) {
  const names = await manySmallFiles(workbench.served)
  const rows: Row[] = []
  const figures: Figure[] = []
  for (const way of ways) {
    const { only, offered } = await compared(way, names, workbench)
    rows.push({ label: `${way.label}: HTTP/1.1`, cost: only }, { label: `${way.label}: both`, cost: offered })
    const ratio = (what: string, mine: number, other: number): Figure => ({
      label: `${way.label}: ${what}`,
      value: mine / other,
      unit: '×',
      wanted: null,
    })
    figures.push(ratio('wall', offered.wallSeconds, only.wallSeconds), ratio('CPU', offered.cpuSeconds, only.cpuSeconds))
  }
  const about = `files of 64 KiB, ${slots} at a time, https; both ÷ HTTP/1.1`
  return { name: 'http2', about, runs: workbench.runs, rows, figures }
}

/** Both servers in turn, each with a fresh program that knows neither. */
async function compared(way: Way, names: readonly string[], { nginx, runs, inFolder, say }: Workbench) {
  const [only, offered] = [await wayTo(way, nginx.https), await wayTo(way, nginx.http2)]
  const costOf = ({ url }: { readonly url: string }) =>
    inFolder((folder) => {
      const urls = names.slice(0, way.files).map((name) => `${url}/${way.folder}${name}`)
      return withStaffel(folder, settings, { NODE_EXTRA_CA_CERTS: nginx.certificateFile }, (staffel) =>
        measured(staffel.pid, () => fetchAll(staffel, urls, folder)),
      )
    })
  const costs: { readonly only: Cost[]; readonly offered: Cost[] } = { only: [], offered: [] }
  try {
    for (let round = 1; round <= runs; round++) {
      say(`http2, ${way.label}: run ${round} of ${runs}`)
      costs.only.push(await costOf(only))
      costs.offered.push(await costOf(offered))
    }
  } finally {
    await only.close()
    await offered.close()
  }
  return { only: medianOf(costs.only), offered: medianOf(costs.offered) }
}

async function wayTo({ roundTripMs, mostConnections }: Way, url: string) {
  if (roundTripMs === null) return { url, close: () => Promise.resolve() }
  const proxy = await DelayingProxy.start({ port: Number(new URL(url).port), roundTripMs, mostConnections })
  return { url: `https://127.0.0.1:${proxy.port}`, close: () => proxy.close() }
}
