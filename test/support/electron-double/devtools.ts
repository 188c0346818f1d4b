import { EventEmitter } from 'node:events'
import type { CDPSession } from '@playwright/test'
import type { FromShell, ToShell } from './wire.ts'

/** One page of the browser that the test's process holds, driven over the DevTools protocol. */
export interface DevToolsPage {
  readonly send: CDPSession['send']
  /** `Params` is what the protocol says of that event. */
  on<Params>(method: string, listener: (params: Params) => void): void
  /** The window that this page has just opened. */
  adoptPopup(): Promise<DevToolsPage>
  /** Closes the window that this page has just opened. */
  refusePopup(): void
  /** Called once, when the page is gone for another reason than `close`. */
  onEnd(listener: (reason: 'closed' | 'crashed') => void): void
  close(): void
}

const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
const pages = new Map<number, EventEmitter>()
let lastId = 0

process.on('message', (text: string) => {
  const message: ToShell = JSON.parse(text)
  if (message.kind === 'answer') settle(message)
  else if (message.kind === 'event') pages.get(message.page)?.emit(message.method, message.params)
  else if (message.kind !== 'evaluate') pages.get(message.page)?.emit('end', message.kind)
})

/** Says something to the test's process; what can't be said any more is dropped. */
export function say(message: FromShell): void {
  if (process.connected) process.send?.(JSON.stringify(message))
}

/** Opens an empty page in a session; `partition` is null for the default one. */
export async function openPage(partition: string | null): Promise<DevToolsPage> {
  return driven(await ask((id) => ({ kind: 'open', id, partition })))
}

function driven(page: number): DevToolsPage {
  const events = new EventEmitter()
  pages.set(page, events)
  return {
    send: (method, params) => ask((id) => ({ kind: 'command', id, page, method, params })),
    adoptPopup: async () => driven(await ask((id) => ({ kind: 'adopt', id, opener: page }))),
    refusePopup: () => say({ kind: 'refuse', opener: page }),
    on: (method, listener) => void events.on(method, listener),
    onEnd: (listener) => void events.once('end', listener),
    close() {
      pages.delete(page)
      say({ kind: 'close', page })
    },
  }
}

function ask<Value>(message: (id: number) => FromShell): Promise<Value> {
  lastId += 1
  const id = lastId
  return new Promise<Value>((resolve, reject) => {
    // The answer is JSON again, and is what the command's type says.
    waiting.set(id, { resolve: (value) => resolve(JSON.parse(JSON.stringify(value ?? null))), reject })
    say(message(id))
  })
}

function settle(answer: { id: number; value?: unknown; error?: string }): void {
  const asked = waiting.get(answer.id)
  waiting.delete(answer.id)
  if (answer.error !== undefined) asked?.reject(new Error(answer.error))
  else asked?.resolve(answer.value)
}
