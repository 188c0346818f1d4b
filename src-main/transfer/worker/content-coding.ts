import { pipeline, type Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'
import { problem } from './failure-of.ts'
import type { Problem } from './problem.ts'

/** Each takes memory of its own, and one head has room for thousands. */
const mostCodings = 5

const decoders: Readonly<Record<string, () => Transform>> = {
  br: createBrotliDecompress,
  deflate: createInflate,
  gzip: createGunzip,
  'x-gzip': createGunzip,
  zstd: createZstdDecompress,
}

/** Files that are of a coding themselves; servers often say so in the wrong field. */
const codedNames: Readonly<Record<string, RegExp>> = {
  br: /\.br$/i,
  gzip: /\.(gz|tgz|svgz)$/i,
  'x-gzip': /\.(gz|tgz|svgz)$/i,
  zstd: /\.(zst|tzst)$/i,
}

/**
 * The file's own bytes under a coding that nobody asked for (RFC 9110 §8.4). A `.gz` that is said to be coded with
 * gzip is the file as it is. Throws a Problem for a coding that cannot be undone.
 */
export function decodedBody(body: Readable, coding: string, fileName: string): Readable {
  if (codedNames[coding]?.test(fileName)) return body
  // What goes wrong on either side is seen by whoever reads the end.
  return pipeline(body, decoderOf(coding), () => undefined)
}

/** Undoes codings, the last one that was applied first. Throws a Problem where that is not possible. */
export function decodersOf(applied: readonly string[]): readonly Transform[] {
  if (applied.length > mostCodings) throw codingProblem(applied.join(', ').slice(0, 200))
  return applied.toReversed().map(decoderOf)
}

function decoderOf(coding: string): Transform {
  const create = Object.hasOwn(decoders, coding) ? decoders[coding] : undefined
  if (create === undefined) throw codingProblem(coding)
  return create()
}

function codingProblem(coding: string): Problem {
  return problem('NETWORK', 'The server sends the file in a coding that nobody asked for.', {
    params: { coding },
    transient: true,
  })
}
