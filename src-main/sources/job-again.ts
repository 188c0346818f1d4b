import type { Job, NewJob } from '../../src-preload/contract/index.ts'
import { isRefusal, type Refusal } from '../queue/refusal.ts'
import type { FoundJob } from './source.ts'

/** What a list of Staffel's names that may be another one's. */
const foreign = ['queueId', 'sessionId', 'proxy'] as const

/** Adds a job as its list tells it, where the person says nothing else; without the queue, session and proxy that are not there. */
export async function addJobAgain(
  found: FoundJob,
  wanted: NewJob,
  add: (job: NewJob) => Promise<Job | Refusal>,
): Promise<Job | Refusal> {
  const directory = [wanted.directory, found.directory].filter((part) => part !== undefined).join('/')
  const { title = wanted.title, source = wanted.source } = found
  const job: NewJob = {
    ...found,
    ...wanted,
    ...(title !== undefined && { title }),
    ...(source !== undefined && { source }),
    ...(directory !== '' && { directory }),
  }
  for (;;) {
    const added = await add(job)
    if (!isRefusal(added)) return added
    // What the person named is theirs to put right.
    const absent = foreign.find((name) => name in job && !(name in wanted) && isAbout(added, name))
    if (absent === undefined) return added
    delete job[absent]
  }
}

function isAbout({ params: { issues } }: Refusal, path: string): boolean {
  if (!Array.isArray(issues)) return false
  return issues.some((issue) => typeof issue === 'object' && issue !== null && 'path' in issue && issue.path === path)
}
