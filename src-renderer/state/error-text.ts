import type { EpisodeError, EpisodeErrorCode, ErrorParams, InputIssue } from '../../src-preload/contract/index.ts'
import { refusedCertificate } from './certificate.ts'
import { issuesOf, type Problem } from './problem.ts'
import { fetchFailure, sourceErrorText } from './source-error-text.ts'
import type { Text } from './use-text.ts'

/** What a person reads of a failure: two or three words, what happened, and what helps. */
export interface ErrorText {
  readonly short: string
  readonly what: string
  readonly help: string
}

/** Codes that have a sentence which names the server. */
const hostCodes = [
  'NETWORK',
  'TIMEOUT_STALLED',
  'DNS',
  'TLS',
  'TOO_MANY_REDIRECTS',
  'ADDRESS_REFUSED',
  'AUTH_REQUIRED',
  'LINK_EXPIRED',
] as const satisfies readonly EpisodeErrorCode[]

const folderProblems = ['outside', 'not-writable', 'not-a-folder', 'invalid'] as const

const inputReasons = ['url', 'missing', 'maximum', 'template', 'candidateTemplate', 'expression', 'tooSlow', 'nothing'] as const

const proxyFaults = ['unreachable', 'credentials', 'refused', 'cut', 'missing'] as const

/** An episode's failure in words. */
export function episodeErrorText(t: Text, error: Pick<EpisodeError, 'code' | 'params'>): ErrorText {
  const { code, params } = error
  const short = t(`errors:episode.${code}.short`)
  const { status, host } = params
  if (code === 'HTTP_STATUS' && typeof status === 'number') {
    const kind = statusKind(status)
    return { short: `${short} ${status}`, what: t(`errors:status.${kind}`, { status }), help: t(`errors:statusHelp.${kind}`) }
  }
  if (code === 'DISK_FULL' && params.reason === 'EFBIG') {
    return { short: t('errors:fileSystem.short'), what: t('errors:fileSystem.what'), help: t('errors:fileSystem.help') }
  }
  if (typeof params.pieces === 'number' && code === 'CHECKSUM_MISMATCH') {
    return { short, what: t('errors:pieces.wrong'), help: t('errors:pieces.wrongHelp') }
  }
  if (typeof params.pieces === 'number' && code === 'SIZE_MISMATCH') {
    return { short, what: t('errors:pieces.size'), help: t('errors:pieces.sizeHelp') }
  }
  if (code === 'PROXY') {
    const fault = proxyFaults.find((candidate) => candidate === params.fault)
    const values = { proxy: textOf(params.proxy), host: textOf(host) }
    if (fault !== undefined) return { short, what: t(`errors:proxy.${fault}`, values), help: t(`errors:proxyHelp.${fault}`) }
  }
  const unreadable = code === 'SOURCE_UNREADABLE' ? sourceErrorText(t, params) : null
  if (unreadable !== null) return { short, ...unreadable }
  const refused = refusedCertificate(error)
  if (refused !== null) {
    return { short, what: t(`errors:certificate.${refused.fault}`, { host: refused.host }), help: t('errors:certificateHelp') }
  }
  const hostCode = hostCodes.find((candidate) => candidate === code)
  const what =
    hostCode !== undefined && typeof host === 'string' && host !== ''
      ? t(`errors:atHost.${hostCode}`, { host })
      : t(`errors:episode.${code}.what`)
  return { short, what, help: t(`errors:episode.${code}.help`) }
}

/** A refused request in one or two sentences. */
export function problemText(t: Text, problem: Problem): string {
  if (problem.code === 'PATH_INVALID') return folderText(t, problem.params)
  if (problem.code === 'SOURCE_UNREADABLE') {
    const failure = fetchFailure(problem.params)
    const text = failure === null ? sourceErrorText(t, problem.params) : episodeErrorText(t, failure)
    if (text !== null) return `${text.what} ${text.help}`
  }
  return t(`errors:request.${problem.code}`)
}

/** Why a folder was refused. */
function folderText(t: Text, params: ErrorParams): string {
  const known = folderProblems.find((candidate) => candidate === params.problem)
  const directory = typeof params.directory === 'string' ? params.directory : ''
  return known === undefined ? t('errors:request.PATH_INVALID') : t(`errors:folder.${known}`, { directory })
}

/** What is wrong with one value of a request. */
export function issueText(t: Text, issue: InputIssue): string {
  const { reason, minimum, maximum } = issue
  if (minimum !== undefined && maximum !== undefined) return t('errors:input.range', { minimum, maximum })
  const known = inputReasons.find((candidate) => candidate === reason)
  return t(`errors:input.${known ?? 'other'}`)
}

/** What a refused request says of one of its fields; null where nothing. */
export function fieldProblem(t: Text, problem: Problem | null, field: string): string | null {
  const issue = problem === null ? undefined : issuesOf(problem).find(({ path }) => path === field)
  return issue === undefined ? null : issueText(t, issue)
}

function textOf(value: ErrorParams[string] | undefined): string {
  return typeof value === 'string' ? value : ''
}

function statusKind(status: number): 'forbidden' | 'missing' | 'busy' | 'server' | 'other' {
  if (status === 403) return 'forbidden'
  if (status === 404 || status === 410) return 'missing'
  if (status === 429) return 'busy'
  return status >= 500 ? 'server' : 'other'
}
