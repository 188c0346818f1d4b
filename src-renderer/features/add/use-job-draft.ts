import { useState } from 'react'
import { defaultQueueId, type NewJob } from '../../../src-preload/contract/index.ts'
import { type PriorityLevel, priorities } from '../../state/priority.ts'
import { useView } from '../../state/use-core.tsx'
import { readHeaders } from './read-headers.ts'

/** What is filled in about a new job, whatever it is made of. */
export interface JobDraft {
  readonly title: string
  readonly directory: string
  readonly priority: PriorityLevel
  readonly queueId: string
  /** Undefined: what the links propose; null: none. */
  readonly session: string | null | undefined
  readonly headers: string
  /** 0: as the settings have it. */
  readonly connections: number
  readonly proxy: string | null
  readonly sequential: boolean
  readonly startPaused: boolean
}

export function useJobDraft(session: string | undefined, headers: string) {
  const shownQueueId = useView((state) => state.query.queueId)
  const [draft, setDraft] = useState<JobDraft>({
    title: '',
    directory: '',
    priority: 'normal',
    queueId: shownQueueId ?? defaultQueueId,
    session,
    headers,
    connections: 0,
    proxy: null,
    sequential: false,
    startPaused: false,
  })
  return { draft, change: (patch: Partial<JobDraft>) => setDraft((before) => ({ ...before, ...patch })) }
}

/** The draft as the core is told; what is left as it was is left out. Null where the header fields are none. */
export function jobOfDraft(draft: JobDraft, proposedSession: string | null) {
  const { title, directory, priority, queueId, connections, proxy, sequential, startPaused } = draft
  const { headers, badLine } = readHeaders(draft.headers)
  if (badLine !== null) return null
  const sessionId = draft.session === undefined ? proposedSession : draft.session
  return {
    // Without one it gets the one that the empty field shows.
    ...(title.trim() !== '' && { title: title.trim() }),
    ...(directory.trim() !== '' && { directory: directory.trim() }),
    ...(priority !== 'normal' && { priority: priorities[priority] }),
    ...(queueId !== defaultQueueId && { queueId }),
    ...(sessionId !== null && { sessionId }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(connections > 0 && { connections }),
    ...(proxy !== null && { proxy }),
    ...(sequential && { sequential }),
    ...(startPaused && { startPaused }),
  } satisfies NewJob
}
