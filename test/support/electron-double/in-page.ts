/**
 * What runs inside the page. These functions are sent as text, so they stand alone: nothing from outside their braces.
 */

/** What the isolated world says to the shell's process. */
export type FromPage =
  | { readonly kind: 'ipc'; readonly channel: string; readonly values: readonly unknown[] }
  | { readonly kind: 'port'; readonly port: number; readonly data: PortData }
  | { readonly kind: 'port-closed'; readonly port: number }

/** What the shell's process says to the isolated world. */
export type ToPage =
  | { readonly kind: 'ipc'; readonly channel: string; readonly value: unknown; readonly ports: readonly number[] }
  | { readonly kind: 'port'; readonly port: number; readonly data: PortData }
  | { readonly kind: 'port-closed'; readonly port: number }

/** Bytes travel as base64. */
export type PortData = { readonly value: unknown } | { readonly base64: string }

/** The names the two sides share. */
export interface Names {
  /** The binding that carries a text to the shell's process; exists in the isolated world only. */
  readonly binding: string
  /** The function that takes a text from it. */
  readonly deliver: string
  /** The DOM event by which the isolated world puts a value on the page's `window`. */
  readonly expose: string
  /** What one end of a port says to the other when it closes. */
  readonly closed: string
}

/**
 * In the page's own world, before its scripts: receives what the preload exposes, and gives the ports that arrive
 * Electron's `close` event, which the web's ports lack.
 */
export function preparePage(names: Names): void {
  window.addEventListener('message', (arrival) => {
    for (const port of arrival.ports) {
      port.addEventListener('message', (event) => {
        if (event.data !== names.closed) return
        event.stopImmediatePropagation()
        port.dispatchEvent(new Event('close'))
      })
      port.close = () => {
        port.postMessage(names.closed)
        MessagePort.prototype.close.call(port)
      }
    }
  })
  window.addEventListener(names.expose, (event) => {
    if (!(event instanceof CustomEvent)) return
    const { key, value } = JSON.parse(event.detail)
    Object.defineProperty(window, key, { value, enumerable: true })
  })
}

/**
 * In an isolated world, before the page's scripts: gives the preload what a sandboxed one has, and runs it. Like
 * Electron, only in the top frame.
 */
export function runPreload(names: Names, preload: (require: (name: string) => unknown, module: object) => void): void {
  if (window.top !== window) return
  const ports = new Map<number, MessagePort>()
  const listeners = new Map<string, ((event: object, ...values: unknown[]) => void)[]>()

  const say = (message: FromPage) => {
    const binding: unknown = Reflect.get(globalThis, names.binding)
    if (typeof binding === 'function') binding(JSON.stringify(message))
  }
  const pack = (data: unknown): PortData => {
    if (!(data instanceof Uint8Array)) return { value: data }
    return { base64: btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join('')) }
  }
  const unpack = (data: PortData): unknown =>
    'value' in data ? data.value : Uint8Array.from(atob(data.base64), (letter) => letter.charCodeAt(0))

  const openPort = (number: number): MessagePort => {
    const { port1, port2 } = new MessageChannel()
    ports.set(number, port1)
    port1.addEventListener('message', (event) => {
      if (event.data !== names.closed) say({ kind: 'port', port: number, data: pack(event.data) })
      else if (ports.delete(number)) say({ kind: 'port-closed', port: number })
    })
    port1.start()
    return port2
  }
  const deliver = (message: ToPage) => {
    if (message.kind === 'ipc') {
      const arrived = message.ports.map(openPort)
      for (const listener of listeners.get(message.channel) ?? []) listener({ ports: arrived }, message.value)
    } else if (message.kind === 'port') {
      ports.get(message.port)?.postMessage(unpack(message.data))
    } else {
      const port = ports.get(message.port)
      ports.delete(message.port)
      port?.postMessage(names.closed)
      port?.close()
    }
  }
  Reflect.set(globalThis, names.deliver, (text: string) => deliver(JSON.parse(text)))

  const electron = {
    ipcRenderer: {
      send: (channel: string, ...values: unknown[]) => say({ kind: 'ipc', channel, values }),
      on: (channel: string, listener: (event: object, ...values: unknown[]) => void) => {
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      },
    },
    contextBridge: {
      exposeInMainWorld: (key: string, value: unknown) => {
        window.dispatchEvent(new CustomEvent(names.expose, { detail: JSON.stringify({ key, value }) }))
      },
    },
  }
  preload((name) => {
    if (name === 'electron') return electron
    throw new Error(`module not found: ${name}`)
  }, {})
}
