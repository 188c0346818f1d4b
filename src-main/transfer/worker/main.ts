import { parentPort } from 'node:worker_threads'
import type { ToWorker, TransferOrder } from '../protocol.ts'
import { assertNever } from './assert-never.ts'
import { Engine } from './engine.ts'

/** The worker's door: messages in, reports out. Nothing else of the program runs here. */
const port = parentPort
if (port === null) throw new Error('this file runs as a worker thread')

let engine: Engine | null = null
/** Orders that came before the first settings. */
let early: TransferOrder[] = []

port.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'configure':
      if (engine === null) engine = new Engine(message.settings, (report) => port.postMessage(report))
      else engine.configure(message.settings)
      for (const order of early) engine.handle({ kind: 'start', order })
      early = []
      return
    case 'close':
      void (engine?.close() ?? Promise.resolve()).then(() => port.close())
      return
    case 'start':
      if (engine === null) early.push(message.order)
      else engine.handle(message)
      return
    case 'limit':
    case 'stop':
    case 'keep':
      engine?.handle(message)
      return
    default:
      return assertNever(message)
  }
})
