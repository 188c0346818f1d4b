import { createStore } from 'zustand/vanilla'
import type { LiveStore } from './live-store.ts'
import type { Client } from './transport.ts'
import { nothingVerified, type Verified, withPage } from './verification.ts'

/** Files of one answer: as many as are looked at between two signs of life. */
const filesPerAnswer = 100

export interface LibraryCheckState {
  readonly phase: 'idle' | 'running' | 'done' | 'stopped' | 'failed'
  readonly found: Verified
  /** Finished files when it was begun, those that were left on disk by what was removed among them. */
  readonly total: number
  /** How many are missing, of another content, or unreadable. */
  readonly counts: { readonly ok: number; readonly missing: number; readonly changed: number; readonly unreadable: number }
}

const nothingChecked: LibraryCheckState = {
  phase: 'idle',
  found: nothingVerified,
  total: 0,
  counts: { ok: 0, missing: 0, changed: 0, unreadable: 0 },
}

interface Parts {
  readonly client: Pick<Client, 'verify'> & { readonly report: Pick<Client['report'], 'history'> }
  readonly live: LiveStore
}

/** Compares all finished files that the report knows of with the disk, whatever page the window shows meanwhile. */
export function createLibraryCheck({ client, live }: Parts) {
  const store = createStore<LibraryCheckState>(() => nothingChecked)
  let running: AbortController | null = null

  return {
    store,
    async start(): Promise<void> {
      if (running !== null) return
      const control = new AbortController()
      running = control
      const listed = live.getState().stats?.episodes.completed ?? 0
      store.setState({ ...nothingChecked, phase: 'running', total: listed })
      let phase: LibraryCheckState['phase'] = 'done'
      try {
        const { files } = await client.report.history(undefined, { signal: control.signal })
        store.setState({ total: listed + files })
        let after: string | null = null
        do {
          const page: Awaited<ReturnType<Client['verify']>> = await client.verify(
            { limit: filesPerAnswer, ...(after === null ? {} : { after }) },
            { signal: control.signal },
          )
          store.setState(({ found, counts: before }) => ({
            found: withPage(found, page),
            counts: {
              ok: before.ok + page.counts.ok + page.counts.unknown,
              missing: before.missing + page.counts.missing,
              changed: before.changed + page.counts.damaged + page.counts.size,
              unreadable: before.unreadable + page.counts.unreadable,
            },
          }))
          after = page.next
        } while (after !== null && !control.signal.aborted)
      } catch {
        phase = 'failed'
      }
      running = null
      store.setState({ phase: control.signal.aborted ? 'stopped' : phase })
    },
    stop(): void {
      running?.abort()
    },
  }
}
export type LibraryCheck = ReturnType<typeof createLibraryCheck>
