import {
  type ExportedEpisode,
  type ExportedJob,
  exportedEpisodeSchema,
  exportedJobSchema,
  exportHeadSchema,
} from '../../../src-preload/contract/index.ts'
import { linesOf } from '../lines.ts'
import { type Finding, type FoundCandidate, type FoundJob, SourceError } from '../source.ts'
import { shortText } from './entry.ts'
import type { ImportFormat, ImportText } from './format.ts'
import { relativeFolder } from './values.ts'

/** An episode with a million digests of pieces has more; nobody else writes such lines. Characters. */
const longestLine = 134_217_728

/** The list as Staffel itself writes it down (`GET /v1/export`): its jobs with their episodes. */
export const staffelFormat: ImportFormat = {
  matches: ({ text }) => /^\s{0,100}\{"type":"staffel",/.test(text.slice(0, 200)),
  read: readList,
}

function* readList({ text }: ImportText): Generator<Finding> {
  let isBegun = false
  for (const { line, content } of linesOf(text)) {
    if (content.trim() === '') continue
    const value = content.length > longestLine ? null : valueIn(content)
    if (!isBegun) {
      if (!exportHeadSchema.safeParse(value).success) throw new SourceError('malformed', { detail: 'version', line })
      isBegun = true
      continue
    }
    const job = exportedJobSchema.safeParse(value)
    const episode = job.success ? null : exportedEpisodeSchema.safeParse(value)
    if (job.success) yield* jobFindings(job.data, line)
    else if (episode?.success) yield { kind: 'candidate', candidate: candidateOf(episode.data), line }
    else yield { kind: 'skipped', text: shortText(value ?? content), reason: 'badValue', line }
  }
}

function* jobFindings(exported: ExportedJob, line: number): Generator<Finding> {
  const { title, source, queueId, priority, sequential, connections, speedLimit, onConflict, sessionId, proxy, paused } = exported
  // A file does not say where on this machine others are written: only below the download folder.
  const directory = exported.folder === null ? null : relativeFolder(exported.folder)
  if (directory === null) yield { kind: 'skipped', text: exported.directory, reason: 'badValue', line }
  for (const name of exported.headerNames) yield { kind: 'skipped', text: name, reason: 'unknownField', line }
  const job: FoundJob = {
    title,
    source,
    queueId,
    priority,
    sequential,
    speedLimit,
    startPaused: paused,
    ...(directory !== null && directory !== '' && { directory }),
    ...(connections !== null && { connections }),
    ...(onConflict !== null && { onConflict }),
    ...(sessionId !== null && { sessionId }),
    ...(proxy !== null && { proxy }),
  }
  yield { kind: 'job', job }
}

function candidateOf(exported: ExportedEpisode): FoundCandidate {
  const { url, title, fileName, mirrors, checksum, folder, sourceKey, stream, pieces, signature, size } = exported
  return {
    url,
    ...(title !== undefined && { title }),
    ...(fileName !== undefined && { fileName }),
    ...(mirrors !== undefined && { mirrors }),
    ...(checksum !== undefined && { checksum }),
    ...(folder !== undefined && { directory: folder }),
    ...(sourceKey !== undefined && { key: sourceKey }),
    ...(stream !== undefined && { stream }),
    ...(pieces !== undefined && { pieces }),
    ...(signature !== undefined && { signature }),
    ...(size !== undefined && { size }),
  }
}

function valueIn(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return null
  }
}
