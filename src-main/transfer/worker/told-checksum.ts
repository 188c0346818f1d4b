import type { IncomingHttpHeaders } from 'node:http'
import { parseDictionary } from 'structured-headers'
import type { ChecksumAlgorithm, ExpectedChecksum } from '../protocol.ts'
import { duplicatesIn } from './duplicates.ts'
import type { Answer } from './http-client.ts'

/** What must be known of an answer besides its fields. */
export interface ToldFacts {
  /** The content is all of the representation: a 200, or a 206 from the first byte to the last. */
  readonly isWhole: boolean
  /** A coding lies over the bytes: every digest is of the coded ones (RFC 9530 §2, RFC 9110 §8.4). */
  readonly isCoded: boolean
}

const digestBytes: Readonly<Record<ChecksumAlgorithm, number>> = { md5: 16, 'sha-1': 20, 'sha-256': 32, 'sha-512': 64 }
/** The first that is there is taken: the secure ones first, of these the one that machines have instructions for. */
const preferred: readonly ChecksumAlgorithm[] = ['sha-256', 'sha-512', 'sha-1', 'md5']
/** What RFC 9530 calls secure; its other algorithms are ignored. */
const secure: Readonly<Record<string, ChecksumAlgorithm>> = { 'sha-256': 'sha-256', 'sha-512': 'sha-512' }
/** Names of RFC 3230 and RFC 5843, which have no case. */
const legacy: Readonly<Record<string, ChecksumAlgorithm>> = { ...secure, sha: 'sha-1', 'sha-1': 'sha-1', md5: 'md5' }

/**
 * The digest that an answer's head names for the whole file; null where it names none that can be relied on.
 *
 * `Repr-Digest` is of the whole representation, on any answer (RFC 9530 §3). `Content-Digest` (§2) and `Content-MD5`
 * (RFC 2616 §14.15) are of this message's content. `Digest` (RFC 3230) is of the whole, but servers differ over what
 * that is on a 206. So these three count where content and file are the same bytes.
 */
export function toldChecksum(headers: IncomingHttpHeaders, { isWhole, isCoded }: ToldFacts): ExpectedChecksum | null {
  if (isCoded) return null
  const told = structuredDigests(headers['repr-digest'])
  if (isWhole) {
    told.push(
      ...structuredDigests(headers['content-digest']),
      ...legacyDigests(headers.digest),
      ...md5Digest(headers['content-md5']),
    )
  }
  for (const algorithm of preferred) {
    const found = told.find((digest) => digest.algorithm === algorithm)
    if (found !== undefined) return found
  }
  return null
}

/**
 * The same for a file to which redirects led: where its own head names none, one of theirs counts that names further
 * places too. Such a redirect describes the file and not its own content: servers that choose a mirror for whoever asks
 * answer so (RFC 6249 §6).
 */
export function toldChecksumOf(
  { headers, linking = [] }: Pick<Answer, 'headers' | 'linking'>,
  facts: ToldFacts,
): ExpectedChecksum | null {
  const told = toldChecksum(headers, facts)
  if (told !== null || facts.isCoded) return told
  const describing = linking.findLast((head) => duplicatesIn([head]).length > 0)
  return describing === undefined ? null : toldChecksum(describing.headers, { isWhole: true, isCoded: false })
}

type Field = string | readonly string[] | undefined

/** A dictionary of byte sequences (RFC 9651 §3.2): `sha-256=:…:, sha-512=:…:`. One that cannot be read says nothing. */
function structuredDigests(field: Field): ExpectedChecksum[] {
  const text = textOf(field)
  if (text === '') return []
  try {
    return [...parseDictionary(text)].flatMap(([name, [value]]) => {
      const algorithm = Object.hasOwn(secure, name) ? secure[name] : undefined
      return algorithm === undefined || !(value instanceof ArrayBuffer) ? [] : digestOf(algorithm, Buffer.from(value))
    })
  } catch {
    return []
  }
}

/** `SHA-256=base64,MD5=base64` (RFC 3230 §4.3.2). */
function legacyDigests(field: Field): ExpectedChecksum[] {
  return textOf(field)
    .split(',')
    .flatMap((entry) => {
      const [, name, value] = /^\s*([\w-]+)=([A-Za-z0-9+/]+={0,2})\s*$/.exec(entry) ?? []
      const algorithm = name === undefined ? undefined : legacyOf(name)
      return algorithm === undefined || value === undefined ? [] : digestOf(algorithm, Buffer.from(value, 'base64'))
    })
}

/** One base64 value (RFC 1864); several are none. */
function md5Digest(field: Field): ExpectedChecksum[] {
  const text = textOf(field).trim()
  return /^[A-Za-z0-9+/]{22}==$/.test(text) ? digestOf('md5', Buffer.from(text, 'base64')) : []
}

function digestOf(algorithm: ChecksumAlgorithm, bytes: Buffer): ExpectedChecksum[] {
  return bytes.length === digestBytes[algorithm] ? [{ algorithm, expected: bytes.toString('hex') }] : []
}

function textOf(field: Field): string {
  return typeof field === 'string' ? field : (field?.join(', ') ?? '')
}

function legacyOf(name: string): ChecksumAlgorithm | undefined {
  const lower = name.toLowerCase()
  return Object.hasOwn(legacy, lower) ? legacy[lower] : undefined
}
