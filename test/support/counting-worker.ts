import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const engine = new URL('../../src-main/transfer/worker/main.ts', import.meta.url)

/** What a worker has read, by the sockets that are closed. */
export interface Counted {
  readonly sockets: number
  /** Of bodies, behind the heads of their answers. */
  readonly bytes: number
}

/** The real worker, in whose thread is written down what each socket has read from the system over HTTP/1.1. */
export async function countingWorker(folder: string): Promise<{ readonly url: URL; counted(): Promise<Counted> }> {
  const file = join(folder, 'counting-worker.mjs')
  const log = join(folder, 'bytes.txt')
  await writeFile(log, '')
  await writeFile(
    file,
    `import { subscribe } from 'node:diagnostics_channel'
     import { appendFileSync } from 'node:fs'
     const heads = new WeakMap()
     subscribe('net.client.socket', ({ socket }) => {
       heads.set(socket, 0)
       socket.once('close', () => appendFileSync(${JSON.stringify(log)}, socket.bytesRead - heads.get(socket) + '\\n'))
     })
     subscribe('http.client.response.finish', ({ request: { socket }, response }) => {
       const { statusCode, statusMessage, rawHeaders } = response
       const fields = rawHeaders.map((text, index) => text + (index % 2 === 0 ? ': ' : '\\r\\n'))
       const head = 'HTTP/1.1 ' + statusCode + ' ' + statusMessage + '\\r\\n' + fields.join('') + '\\r\\n'
       heads.set(socket, heads.get(socket) + Buffer.byteLength(head, 'latin1'))
     })
     await import(${JSON.stringify(engine.href)})`,
  )
  return {
    url: pathToFileURL(file),
    async counted() {
      const lines = (await readFile(log, 'utf8')).split('\n').slice(0, -1)
      return { sockets: lines.length, bytes: lines.reduce((sum, line) => sum + Number(line), 0) }
    },
  }
}
