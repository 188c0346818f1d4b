import { setImmediate as turn } from 'node:timers/promises'
import type { InspectOptions } from '../../../src-preload/contract/index.ts'
import type { DocumentAnswer } from '../../queue/ports.ts'
import { singleAddress } from '../address.ts'
import type { WantedDocument } from '../protocol.ts'
import { hasSignInForm, refusedDocument } from '../refused-document.ts'
import { sourceFor } from '../registry.ts'
import { type Fetched, type Finding, type Material, type Source, SourceError, type SourceTools } from '../source.ts'
import { fileCandidate } from './file-candidate.ts'
import { type ServerMaterial, serverMaterial } from './server-material.ts'

/** A page, feed or playlist that is longer is none that anybody reads. */
const mostDocumentBytes = 67_108_864
/** After so long others of this thread have a turn. */
const turnMs = 10

/** An answer is no document: the failure is the person's to see, as it is. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError'
  readonly answer: Extract<DocumentAnswer, { kind: 'failed' }>

  constructor(answer: Extract<DocumentAnswer, { kind: 'failed' }>) {
    super(answer.failure.message)
    this.answer = answer
  }
}

export interface InspectingParts {
  readonly options: InspectOptions
  readonly signal: AbortSignal
  readonly fetch: (order: WantedDocument) => Promise<DocumentAnswer>
}

/** `isCut`: it is longer than what is read of anything. */
export interface ReadMaterial {
  readonly material: Material
  readonly isCut: boolean
}

/** What an input is to be read as: a text stays what it is, an address becomes what its server answers. */
export async function materialOf(
  text: string,
  fileName: string | null,
  { options, fetch }: Pick<InspectingParts, 'options' | 'fetch'>,
): Promise<ReadMaterial> {
  const address = fileName === null && options.kind !== 'urls' ? singleAddress(text) : null
  if (address === null) return { material: { from: 'text', text, fileName }, isCut: false }
  const answer = await fetch({
    url: address,
    wants: options.kind === undefined ? 'readable' : 'body',
    mostBytes: mostDocumentBytes,
  })
  if (answer.kind === 'failed') throw new AnswerError(answer)
  const material = serverMaterial(address, answer)
  const failure = isSignIn(answer, material) || answer.refusal !== 'signInPage' ? refusedDocument(answer) : null
  if (failure !== null) throw new AnswerError({ kind: 'failed', failure, transient: false, retryAfterMs: null })
  return { material, isCut: answer.isCut }
}

/** An address that sounds like a sign-in may be the page that was meant: what it holds decides. */
function isSignIn({ refusal }: Extract<DocumentAnswer, { kind: 'answered' }>, { text }: ServerMaterial): boolean {
  return refusal === 'signInPage' && hasSignInForm(text ?? '')
}

/** Who reads it, and what comes of it, one finding after the other. */
export function findingsIn(
  { material, isCut }: ReadMaterial,
  parts: InspectingParts,
): { readonly source: Source | null; readonly findings: AsyncIterable<Finding> | Iterable<Finding> } {
  const source = sourceFor(material, parts.options.kind)
  if (source !== null && isCut) throw new SourceError('tooLarge', { bytes: mostDocumentBytes })
  if (source !== null) return { source, findings: source.inspect(material, toolsOf(parts)) }
  if (material.from === 'text' || parts.options.kind !== undefined) throw new SourceError('notText')
  return { source: null, findings: [{ kind: 'candidate', candidate: fileCandidate(material) }] }
}

/** Goes through findings and lets the thread do other things now and then, however fast they come. */
export async function eachFinding(
  findings: AsyncIterable<Finding> | Iterable<Finding>,
  signal: AbortSignal,
  take: (finding: Finding) => void,
  breath: () => Promise<void>,
): Promise<void> {
  const iterator = Symbol.asyncIterator in findings ? findings[Symbol.asyncIterator]() : findings[Symbol.iterator]()
  let turnAt = performance.now() + turnMs
  let isOver = false
  try {
    for (;;) {
      const next = iterator.next()
      const step = next instanceof Promise ? await next : next
      signal.throwIfAborted()
      if (step.done === true) {
        isOver = true
        return
      }
      take(step.value)
      if (performance.now() < turnAt) continue
      await turn()
      await breath()
      signal.throwIfAborted()
      turnAt = performance.now() + turnMs
    }
  } finally {
    if (!isOver) await iterator.return?.()
  }
}

/** What a source works with. */
export function toolsOf({ options, signal, fetch }: InspectingParts): SourceTools {
  return {
    options,
    signal,
    async fetch(wanted): Promise<Fetched> {
      const answer = await fetch({ mostBytes: mostDocumentBytes, ...wanted })
      if (answer.kind === 'failed') return answer
      const material = serverMaterial(wanted.url, answer)
      const failure = isSignIn(answer, material) ? refusedDocument(answer) : null
      if (failure !== null) return { kind: 'failed', failure, transient: false, retryAfterMs: null }
      return { kind: 'material', material, isCut: answer.isCut }
    },
    async breathe() {
      await turn()
      signal.throwIfAborted()
    },
  }
}
