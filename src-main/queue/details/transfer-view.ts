import {
  type Exchange,
  type Mirror,
  shownRequest,
  shownResponse,
  type TransferDetails,
  withoutCredentials,
} from '../../../src-preload/contract/index.ts'
import { reportAddress } from '../../../src-preload/contract/shown-address.ts'
import { hostOf } from '../names.ts'
import type { EpisodeRecord, LogRecord, TransferLook, WireExchange } from '../ports.ts'

/** How an episode is being fetched, as it is shown: without what is secret. `log`: what happened, for what was dropped. */
export function transferView(
  record: Pick<EpisodeRecord, 'url' | 'mirrors' | 'checksum' | 'part' | 'repair'>,
  { connections, places, exchanges }: TransferLook,
  log: readonly LogRecord[],
): TransferDetails {
  return {
    connections: connections.map(({ number, url, ...rest }) => ({ ...rest, number: number + 1, host: hostOf(url) })),
    mirrors: mirrorsOf([record.url, ...record.mirrors], places, log),
    exchanges: exchanges.map(exchangeView).toReversed(),
    digestFrom: record.checksum !== null ? 'list' : record.part?.toldChecksum == null ? null : 'server',
    isRepair: record.repair !== null,
  }
}

function mirrorsOf(listed: readonly string[], places: TransferLook['places'], log: readonly LogRecord[]): Mirror[] {
  const dropped = droppedOf(log)
  const urls = [...new Set([...listed, ...places.map(({ url }) => url)])]
  return urls.map((url): Mirror => {
    const place = places.find((candidate) => candidate.url === url)
    const host = hostOf(url)
    const failure = place === undefined ? (dropped.get(host) ?? null) : null
    const connections = place?.connections ?? 0
    const state = failure !== null ? 'dropped' : connections > 0 ? 'used' : 'ready'
    return { url: withoutCredentials(url), host, from: listed.includes(url) ? 'list' : 'server', state, connections, failure }
  })
}

/** Places that the last attempt has dropped, by their host. */
function droppedOf(log: readonly LogRecord[]): ReadonlyMap<string, NonNullable<Mirror['failure']>> {
  const dropped = new Map<string, NonNullable<Mirror['failure']>>()
  for (const { code, params } of log) {
    if (code === 'started') dropped.clear()
    const { host, code: reason, ...rest } = params
    if (code === 'mirrorDropped' && typeof host === 'string') {
      dropped.set(host, { code: reason as NonNullable<Mirror['failure']>['code'], params: { ...rest, host } })
    }
  }
  return dropped
}

function exchangeView({ at, url, request, response, wire, failure, headMs, ...rest }: WireExchange): Exchange {
  return {
    ...rest,
    at: new Date(at).toISOString(),
    url: reportAddress(url),
    request: shownRequest(request),
    response: shownResponse(response, request),
    headMs: headMs === null ? null : Math.round(headMs),
    httpVersion: wire?.httpVersion ?? null,
    remoteAddress: wire?.remoteAddress ?? null,
    tls: wire?.tls ?? null,
    failure: failure === null ? null : { code: failure.code, params: failure.params },
  }
}
