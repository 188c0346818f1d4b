import { parentPort } from 'node:worker_threads'
import type { FromWorker, InspectionFacts, ToWorker } from '../../../src-main/sources/protocol.ts'

/** A reader of sources that tells how it stands once, and then dies or computes for ever, as its input says. */
parentPort?.on('message', (message: ToWorker) => {
  if (message.kind !== 'begin') return
  const { inspectionId, run, input } = message.order
  const facts = {
    kind: 'urls' as const,
    url: null,
    title: null,
    found: 7,
    bytes: 0,
    withoutSize: 7,
    known: 0,
    skipped: 0,
    skippedFirst: [],
    pages: null,
    bytesRead: 0,
    choices: [],
    preview: null,
  } satisfies InspectionFacts
  const state = input === 'done' ? 'done' : 'running'
  parentPort?.postMessage({ kind: 'told', inspectionId, run, state, facts, failure: null } satisfies FromWorker)
  if (input === 'dies') throw new Error('the worker of the test dies')
  for (; input === 'endless'; );
})
