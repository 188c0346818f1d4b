import { problem } from './failure-of.ts'
import { Problem } from './problem.ts'

/** Nothing came for too long. */
export class StalledProblem extends Problem {}

export function stalledProblem(url: string, stallTimeoutMs: number): StalledProblem {
  return new StalledProblem(
    {
      code: 'TIMEOUT_STALLED',
      message: 'The server sent nothing for too long.',
      params: { host: hostOf(url), seconds: stallTimeoutMs / 1_000 },
    },
    { transient: true },
  )
}

export function pageProblem(url: string): Problem {
  return problem('AUTH_REQUIRED', 'The server answers with a page instead of the file.', {
    params: { host: hostOf(url) },
    transient: false,
  })
}

export function mismatchProblem(url: string, reason: string): Problem {
  return problem('RANGE_MISMATCH', 'The server does not send the bytes it was asked for.', {
    params: { host: hostOf(url), reason },
    transient: true,
  })
}

export function shortProblem(url: string, expected: number, actual: number): Problem {
  return problem('NETWORK', 'The server sent fewer bytes than it announced.', {
    params: { host: hostOf(url), expected, actual },
    transient: true,
  })
}

export function cutProblem(host: string): Problem {
  return problem('NETWORK', 'The connection was cut.', { params: { host }, transient: true })
}

/** The server has another file than the finished one that is to be made good. */
export function changedProblem(url: string): Problem {
  return problem('CONTENT_CHANGED', 'The file on the server is no longer the one that was downloaded.', {
    params: { host: hostOf(url) },
    transient: false,
  })
}

export function changingProblem(url: string): Problem {
  return problem('CONTENT_CHANGED', 'The file keeps changing on the server.', { params: { host: hostOf(url) }, transient: true })
}

/** `host[:port]`, never the credentials that may stand before it. */
export function hostOf(url: string): string {
  return URL.parse(url)?.host ?? ''
}

export function otherFileProblem(url: string): Problem {
  return problem('CONTENT_CHANGED', 'The mirror serves another file, or cannot prove that it is the same.', {
    params: { host: hostOf(url) },
    transient: false,
  })
}

/** The pieces of the file are counted, and this one has more or fewer. */
export function otherSizeProblem(url: string, bytesTotal: number, pieces: number): Problem {
  return problem('SIZE_MISMATCH', 'The file has not the size that its pieces add up to.', {
    params: { host: hostOf(url), actual: bytesTotal, pieces },
    transient: false,
  })
}

/** `pieces`: so many are wrong; of the others the bytes are proved, and are kept. */
export function wrongPiecesProblem(url: string, pieces: number): Problem {
  return problem('CHECKSUM_MISMATCH', 'Pieces of the file have not the digests that they should have.', {
    params: { host: hostOf(url), pieces },
    transient: false,
  })
}
