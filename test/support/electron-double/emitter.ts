import type { EventEmitter } from 'node:events'

/** An event that a listener can prevent, as Electron hands it out. */
export interface PreventableEvent {
  readonly defaultPrevented: boolean
  preventDefault(): void
}

/** Emits a preventable event; says whether nobody prevented it. */
export function emitPreventable(emitter: EventEmitter, name: string, facts: object = {}, ...values: unknown[]): boolean {
  let isPrevented = false
  const event: PreventableEvent = {
    ...facts,
    get defaultPrevented() {
      return isPrevented
    },
    preventDefault() {
      isPrevented = true
    },
  }
  emitter.emit(name, event, ...values)
  return !isPrevented
}
