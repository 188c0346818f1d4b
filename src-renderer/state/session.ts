import type { StaffelEvent, Stats } from '../../src-preload/contract/index.ts'
import { assertNever } from '../ui/assert-never.ts'
import { withInspection } from './inspections.ts'
import { changesList } from './list-change.ts'
import { applyEvent } from './live-items.ts'
import type { LiveStore } from './live-store.ts'
import { followRunning, nothingRuns } from './overall-progress.ts'
import type { RowWindow } from './row-window.ts'
import { withoutRemoved } from './selection.ts'
import { nothingHeard, soundFor } from './sound-choice.ts'
import { addSample } from './speed-history.ts'
import { addMessage, withoutUndone } from './toasts.ts'
import type { Client, Transport } from './transport.ts'
import type { ViewStore } from './view-store.ts'

const sampleIntervalMs = 1_000
/** Pause before the events are asked for again where only their stream ended, not the connection. */
const resubscribeDelayMs = 1_000

/** What of the core is read whole, and followed by events from then on. */
interface FollowedClient extends Pick<Client, 'events' | 'stats' | 'app'> {
  readonly settings: Pick<Client['settings'], 'get'>
  readonly queues: Pick<Client['queues'], 'list'>
  readonly sessions: Pick<Client['sessions'], 'list'>
  readonly window: Pick<Client['window'], 'get'>
}

interface Parts {
  readonly transport: Pick<Transport, 'start'> & { readonly client: FollowedClient }
  readonly live: LiveStore
  readonly view: ViewStore
  readonly rows: Pick<RowWindow, 'refresh' | 'stop'>
  readonly now: () => number
}

/**
 * Keeps the stores fed while there is a connection: listens first and reads after that, so that no change falls in
 * between. Returns what ends it.
 */
export function startSession({ transport, live, view, rows, now }: Parts): () => void {
  const { client } = transport
  /** One per connection; aborting it ends everything that was begun on it. */
  let current: AbortController | null = null
  /** What events told of since the last reading began: they are newer than its answers. */
  const told = new Set<string>()
  let heard = nothingHeard

  const take = (event: StaffelEvent) => {
    told.add(event.type)
    const before = live.getState()
    const needsList = changesList(event, before, view.getState().query)
    const items = applyEvent(before, event)
    const running = followRunning(before.running, event)
    if (running !== before.running) live.setState({ running })
    const deserved = soundFor(heard, event, now())
    heard = deserved.heard
    if (deserved.sound !== null) live.setState({ sound: { kind: deserved.sound } })
    switch (event.type) {
      case 'progress':
        live.setState({ ...items, speed: event.speed })
        break
      case 'stats':
        live.setState({ stats: event.stats, speed: event.stats.speed })
        // What every row waits for became another.
        if (before.stats !== null && scheduleOf(before.stats) !== scheduleOf(event.stats)) rows.refresh()
        break
      case 'queues':
        live.setState({ queues: event.queues })
        break
      case 'proxies':
        live.setState({ proxies: event.proxies })
        break
      case 'sessions':
        live.setState({ sessions: event.sessions, credentials: event.credentials })
        break
      case 'settings':
        // While the person changes settings, the answer to the last change tells.
        if (before.pendingSettings === 0) live.setState({ settings: event.settings })
        break
      case 'notice':
        view.setState(({ toasts }) => ({ toasts: addMessage(toasts, { kind: 'notice', notice: event.notice }, now()) }))
        break
      case 'removed':
        live.setState(items)
        view.setState(({ selection }) => ({ selection: withoutRemoved(selection, event) }))
        break
      case 'undo':
        live.setState(({ timesToldOfUndo }) => ({ undoables: event.undoables, timesToldOfUndo: timesToldOfUndo + 1 }))
        view.setState(({ toasts }) => ({ toasts: withoutUndone(toasts, event.undoables) }))
        break
      case 'notices':
        live.setState({ unreadNotices: event.unread })
        break
      case 'inspection':
        live.setState(({ inspections }) => ({ inspections: withInspection(inspections, event.inspection) }))
        break
      case 'window':
        live.setState({ memory: event.memory })
        break
      case 'subscriptions':
        live.setState({ subscriptions: event.subscriptions })
        break
      case 'job':
      case 'episode':
        live.setState(items)
        break
      default:
        assertNever(event)
    }
    if (needsList) rows.refresh()
  }

  async function follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const events = await client.events(undefined, { signal })
        void readAll(signal)
        for await (const event of events) take(event)
      } catch {
        // Ended by the other side, by the connection or by us; the loop's condition tells which.
      }
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, resubscribeDelayMs))
    }
  }

  async function readAll(signal: AbortSignal): Promise<void> {
    told.clear()
    rows.refresh()
    try {
      const [settings, { items: queues }, stats, app] = await Promise.all([
        client.settings.get(),
        client.queues.list(),
        client.stats(),
        client.app(),
      ])
      if (signal.aborted) return
      live.setState({
        app,
        ...(!told.has('settings') && { settings }),
        ...(!told.has('queues') && { queues }),
        ...(!told.has('stats') && { stats, speed: stats.speed }),
      })
      // Nothing of the first screen waits for these: what needs a sign-in shows when they are here.
      const [{ items: sessions }, memory] = await Promise.all([client.sessions.list(), client.window.get()])
      if (signal.aborted) return
      live.setState({ ...(!told.has('sessions') && { sessions }), ...(!told.has('window') && { memory }) })
    } catch {
      // The connection went while reading; it is all read again on the next one.
    }
  }

  const sampler = setInterval(() => {
    live.setState(({ speedHistory, speed }) => ({ speedHistory: addSample(speedHistory, speed) }))
  }, sampleIntervalMs)

  const stopTransport = transport.start((connection) => {
    live.setState({ connection, ...(connection !== 'online' && { speed: 0, running: nothingRuns }) })
    heard = nothingHeard
    current?.abort()
    current = null
    if (connection !== 'online') return
    current = new AbortController()
    void follow(current.signal)
  })

  return () => {
    clearInterval(sampler)
    current?.abort()
    stopTransport()
    rows.stop()
  }
}

/** What the schedules say, to be compared. */
function scheduleOf({ schedule, queues }: Stats): string {
  return JSON.stringify([schedule, ...queues.map((queue) => queue.schedule)])
}
