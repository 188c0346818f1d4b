import { parentPort } from 'node:worker_threads'
import { assertNever } from '../../queue/assert-never.ts'
import { refuse } from '../../queue/refusal.ts'
import type { Answer, FromWorker, Question, ToWorker } from '../protocol.ts'
import { portionsOf } from '../subscriptions/reading-portions.ts'
import { DeskLink } from './desk-link.ts'
import { feedReading } from './feed-reading.ts'
import { Inspection } from './inspection.ts'
import { renewedLinks } from './renewing.ts'

/** The worker's door: inputs in, findings out. Nothing else of the program runs here. */
const port = parentPort
if (port === null) throw new Error('this file runs as a worker thread')

const link = new DeskLink((word: FromWorker) => port.postMessage(word))
const inspections = new Map<string, Inspection>()
const renewals = new Map<string, AbortController>()

function answerTo(inspectionId: string, question: Question): Answer {
  const inspection = inspections.get(inspectionId)
  if (inspection === undefined) return { kind: 'refused', refusal: refuse('NOT_FOUND', { inspectionId }) }
  try {
    return inspection.ask(question)
  } catch (error) {
    return { kind: 'broken', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

async function renew({ renewalId, source, episodes }: Extract<ToWorker, { kind: 'renew' }>): Promise<void> {
  const stop = new AbortController()
  renewals.set(renewalId, stop)
  try {
    const { signal } = stop
    const answers = await renewedLinks(source, episodes, { signal, fetch: (order) => link.fetch(renewalId, order, signal) })
    port?.postMessage({ kind: 'renewed', renewalId, answers } satisfies FromWorker)
  } catch (error) {
    // Nobody waits for it any more.
    if (!stop.signal.aborted) throw error
  } finally {
    renewals.delete(renewalId)
  }
}

port.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'begin':
      inspections.set(message.order.inspectionId, new Inspection(message.order, link))
      return
    case 'append':
      inspections.get(message.inspectionId)?.append(message.text, message.isLast)
      return
    case 'again':
      inspections.get(message.inspectionId)?.again(message.run, message.options)
      return
    case 'forget':
      inspections.get(message.inspectionId)?.stop()
      inspections.delete(message.inspectionId)
      return
    case 'ask':
      link.say({ kind: 'answer', askId: message.askId, answer: answerTo(message.inspectionId, message.question) })
      return
    case 'fetched':
    case 'known':
      link.take(message)
      return
    case 'renew':
      void renew(message)
      return
    case 'dropRenewal':
      renewals.get(message.renewalId)?.abort()
      return
    case 'feed': {
      const { feedId, order } = message
      const portions = portionsOf(feedReading(order))
      for (const [index, portion] of portions.entries()) {
        port.postMessage({ kind: 'feed', feedId, portion, isLast: index === portions.length - 1 } satisfies FromWorker)
      }
      return
    }
    case 'ping':
      port.postMessage({ kind: 'pong' } satisfies FromWorker)
      return
    default:
      return assertNever(message)
  }
})
