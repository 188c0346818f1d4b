import { EventEmitter } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'

type Api = Pick<Electron.MessagePortMain, 'close' | 'start'> & { postMessage(message: unknown): void }

/** Electron's port of the main process over one of Node's. Nothing arrives before `start`, as there. */
export class MessagePortDouble extends EventEmitter implements Api {
  /** The real port; taken by whoever carries it to a page. */
  readonly inner: MessagePort

  constructor(inner: MessagePort) {
    super()
    this.inner = inner
  }

  start(): void {
    this.inner.on('message', (data: unknown) => this.emit('message', { data, ports: [] }))
    this.inner.on('close', () => this.emit('close'))
  }

  postMessage(message: unknown): void {
    this.inner.postMessage(message)
  }

  close(): void {
    this.inner.close()
  }
}

export class MessageChannelMain {
  readonly port1: MessagePortDouble
  readonly port2: MessagePortDouble

  constructor() {
    const { port1, port2 } = new MessageChannel()
    this.port1 = new MessagePortDouble(port1)
    this.port2 = new MessagePortDouble(port2)
  }
}
