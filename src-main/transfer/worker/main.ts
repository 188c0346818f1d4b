import { parentPort, workerData } from 'node:worker_threads'
import type { CommonMemoryHandle } from '../common-memory.ts'
import type { FromWorker, ToWorker } from '../protocol.ts'
import { assertNever } from './assert-never.ts'
import { Engine } from './engine.ts'
import { Neighbours } from './neighbours.ts'

/** The worker's door: messages in, reports out. Nothing else of the program runs here. */
const port = parentPort
if (port === null) throw new Error('this file runs as a worker thread')

const handle: CommonMemoryHandle = workerData
const neighbours = new Neighbours(handle)
let engine: Engine | null = null
/** Orders that came before the first settings. */
let early: Extract<ToWorker, { kind: 'start' | 'check' | 'fetchDocument' }>[] = []

let outbox: FromWorker[] = []

/** What is said within one turn of the event loop goes in one message: each wakes the other thread. */
function say(word: FromWorker): void {
  if (outbox.push(word) === 1) setImmediate(send)
}

function send(): void {
  if (outbox.length > 0) port?.postMessage(outbox, outbox.flatMap(memoryOf))
  outbox = []
}

/** What goes over to the other thread with a word and is not copied. */
function memoryOf(word: FromWorker): ArrayBuffer[] {
  if (word.kind !== 'documentFetched' || word.answer.kind !== 'answered') return []
  const memory = word.answer.body?.buffer
  return memory instanceof ArrayBuffer ? [memory] : []
}

port.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'configure':
      if (engine === null) engine = new Engine(message, say, neighbours)
      else engine.configure(message.settings, message.credentialHosts)
      for (const order of early) engine.handle(order)
      early = []
      return
    case 'close':
      void (engine?.close() ?? Promise.resolve()).then(() => {
        send()
        port.close()
      })
      return
    case 'start':
    case 'check':
    case 'fetchDocument':
      if (engine === null) early.push(message)
      else engine.handle(message)
      return
    case 'limit':
    case 'stop':
    case 'keep':
    case 'retireConnections':
    case 'look':
    case 'systemProxyFound':
    case 'dropCheck':
    case 'dropDocument':
    case 'exchangeGranted':
    case 'exchangeJudged':
      engine?.handle(message)
      return
    default:
      return assertNever(message)
  }
})
