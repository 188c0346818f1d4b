import { parentPort } from 'node:worker_threads'
import { nothingYet } from '../../../src-main/sources/inspection-entry.ts'
import type { FromWorker, InspectionFacts, ToWorker } from '../../../src-main/sources/protocol.ts'

/** A reader of sources that tells how it stands once, and then dies or computes for ever, as its input says. */
parentPort?.on('message', (message: ToWorker) => {
  if (message.kind !== 'begin') return
  const { inspectionId, run, input } = message.order
  const facts: InspectionFacts = { ...nothingYet, kind: 'urls', found: 7, withoutSize: 7 }
  const state = input === 'done' ? 'done' : 'running'
  parentPort?.postMessage({ kind: 'told', inspectionId, run, state, facts, heldBytes: 0, failure: null } satisfies FromWorker)
  if (input === 'dies') throw new Error('the worker of the test dies')
  for (; input === 'endless'; );
})
