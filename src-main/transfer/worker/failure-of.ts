import type { EpisodeErrorCode, ErrorParams, TransferOutcome } from '../protocol.ts'
import type { Answer } from './http-client.ts'
import { Problem, Stopped } from './problem.ts'

interface Row {
  readonly code: EpisodeErrorCode
  readonly transient: boolean
  readonly sentence: string
}

const row = (code: EpisodeErrorCode, transient: boolean, sentence: string): Row => ({ code, transient, sentence })

/** What each `code` of an error of the file system means for an episode. */
const diskRows: Readonly<Record<string, Row>> = {
  ENOSPC: row('DISK_FULL', true, 'There is no room left on the disk.'),
  EDQUOT: row('DISK_FULL', true, 'The disk quota is used up.'),
  EFBIG: row('DISK_FULL', false, 'The file system does not take a file this large.'),
  EACCES: row('PERMISSION', false, 'Writing into the folder is not permitted.'),
  EPERM: row('PERMISSION', false, 'Writing into the folder is not permitted.'),
  EROFS: row('PERMISSION', false, 'The file system is read-only.'),
  EMFILE: row('TOO_MANY_FILES', true, 'Too many files are open.'),
  ENFILE: row('TOO_MANY_FILES', true, 'Too many files are open on this machine.'),
  ENAMETOOLONG: row('PATH_INVALID', false, 'The name of the file or its folder is too long.'),
  ENOTDIR: row('PATH_INVALID', false, 'A part of the path is no folder.'),
  EISDIR: row('PATH_INVALID', false, 'A folder stands where the file should be.'),
  ELOOP: row('PATH_INVALID', false, 'A symbolic link stands where the file should be.'),
  EINVAL: row('PATH_INVALID', false, 'The file system refuses the name of the file.'),
  EILSEQ: row('PATH_INVALID', false, 'The file system refuses the name of the file.'),
  ENXIO: row('PATH_INVALID', false, 'Something that is no file stands where the file should be.'),
  ENOENT: row('FILE_MISSING', true, 'The file or its folder has disappeared.'),
  ENODEV: row('FOLDER_MISSING', true, 'The disk is not there.'),
  ENOTCONN: row('FOLDER_MISSING', true, 'The disk is not connected.'),
  ESTALE: row('FOLDER_MISSING', true, 'The disk is not connected.'),
  EEXIST: row('FILE_EXISTS', false, 'A file of this name exists already.'),
  EIO: row('INTERNAL', true, 'The disk reported a fault.'),
}

/** What each `code` of an error of the network means for an episode. */
const networkRows: Readonly<Record<string, Row>> = {
  ENOTFOUND: row('DNS', true, 'The name of the server was not found.'),
  EAI_AGAIN: row('DNS', true, 'The name of the server could not be looked up.'),
  EAI_FAIL: row('DNS', true, 'The name of the server could not be looked up.'),
  EAI_NODATA: row('DNS', true, 'The name of the server has no address.'),
  EAI_NONAME: row('DNS', true, 'The name of the server was not found.'),
  EMFILE: row('TOO_MANY_FILES', true, 'Too many connections and files are open.'),
  ENFILE: row('TOO_MANY_FILES', true, 'Too many connections and files are open on this machine.'),
  ECONNREFUSED: row('NETWORK', true, 'The server refused the connection.'),
  ECONNRESET: row('NETWORK', true, 'The connection was cut.'),
  EPIPE: row('NETWORK', true, 'The connection was cut.'),
  ETIMEDOUT: row('NETWORK', true, 'The server did not answer in time.'),
  EHOSTUNREACH: row('NETWORK', true, 'The server cannot be reached.'),
  ENETUNREACH: row('NETWORK', true, 'The network cannot be reached.'),
  ENETDOWN: row('NETWORK', true, 'The network is down.'),
  EADDRNOTAVAIL: row('NETWORK', true, 'No local address is free for the connection.'),
}

/** The failure for what the file system threw. Only the code is told: paths in messages are the user's own business. */
export function diskProblem(error: unknown, params: ErrorParams = {}): Problem {
  return problemOf(error, diskRows, row('INTERNAL', true, 'The file could not be written.'), params)
}

/** The failure for what the network threw. */
export function networkProblem(error: unknown, params: ErrorParams = {}): Problem {
  const code = codeOf(error)
  const fallback = isTlsCode(code)
    ? row('TLS', code === 'EPROTO', 'No trusted encrypted connection could be made with the server.')
    : code.startsWith('HPE_') || code.startsWith('Z_') || code.startsWith('ERR__ZSTD') || code.startsWith('ERR__ERROR_')
      ? row('NETWORK', true, 'The answer of the server is no valid HTTP.')
      : row('NETWORK', true, 'The connection failed.')
  return problemOf(error, networkRows, fallback, params)
}

/** A failure by its own name. */
export function problem(
  code: EpisodeErrorCode,
  message: string,
  facts: {
    readonly params?: ErrorParams
    readonly transient: boolean
    readonly retryAfterMs?: number | null
    readonly actualChecksum?: string | null
  },
): Problem {
  return new Problem({ code, message, params: facts.params ?? {} }, facts)
}

/** The failure for an answer with an error status (RFC 9110 §15.5, §15.6); `transient` where waiting may help. */
export function statusProblem(
  status: number,
  facts: {
    readonly retryAfterMs: number | null
    readonly hasBytes: boolean
    readonly host: string
    /** What it has to do with a session whose sign-in may have ended. */
    readonly session: Answer['session']
  },
): Problem {
  const params = { status, host: facts.host }
  if (facts.session === 'replaced') {
    return problem('SESSION_CONFLICT', 'The session was renewed while this was asked for.', { params, transient: true })
  }
  if (status === 401 || (status === 403 && facts.session === 'own'))
    return problem('AUTH_REQUIRED', 'The server asks for a sign-in.', { params, transient: false })
  if (facts.hasBytes && [403, 404, 410].includes(status)) {
    return problem('LINK_EXPIRED', `The server answers ${status} for a file it served before.`, { params, transient: false })
  }
  return problem('HTTP_STATUS', `The server answers with status ${status}.`, {
    params,
    transient: mayPass(status),
    retryAfterMs: facts.retryAfterMs,
  })
}

function mayPass(status: number): boolean {
  if ([408, 409, 412, 416, 421, 423, 425, 429].includes(status)) return true
  return status >= 500 && status !== 501 && status !== 505
}

function problemOf(error: unknown, rows: Readonly<Record<string, Row>>, fallback: Row, params: ErrorParams): Problem {
  if (error instanceof Problem) return error
  const code = codeOf(error)
  const found = Object.hasOwn(rows, code) ? (rows[code] ?? fallback) : fallback
  const facts = code === '' ? params : { ...params, reason: code }
  return problem(found.code, found.sentence, { params: facts, transient: found.transient })
}

export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}

function isTlsCode(code: string): boolean {
  return (
    /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_)/.test(
      code,
    ) || code === 'EPROTO'
  )
}

/** How an attempt ended that something ended. */
export function outcomeOf(error: unknown, path: string): TransferOutcome {
  if (error instanceof Stopped) return { kind: 'stopped' }
  const { failure, transient, retryAfterMs, actualChecksum } = diskProblem(error, { path })
  return { kind: 'failed', failure, transient, retryAfterMs, actualChecksum }
}
