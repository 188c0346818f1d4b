import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Bytes of every file. */
const fileBytes = 2_000

/** A small server of folders whose lists look as nginx writes them; keeps what it was asked for. */
export class FolderServer {
  readonly #server: Server
  /** `METHOD /path` of every request, in order. */
  readonly requests: string[] = []

  private constructor(server: Server) {
    this.#server = server
  }

  /** `folders`: their paths, which end in `/`, and the names in each. */
  static async start(folders: Readonly<Record<string, readonly string[]>>): Promise<FolderServer> {
    const server = createServer((request, response) => {
      const path = request.url ?? '/'
      folderServer.requests.push(`${request.method} ${path}`)
      const names = folders[path]
      if (names !== undefined) {
        response.setHeader('content-type', 'text/html')
        response.end(listing(path, names))
        return
      }
      const isThere = Object.entries(folders).some(([folder, files]) => files.some((name) => `${folder}${name}` === path))
      response.statusCode = isThere ? 200 : 404
      response.setHeader('content-length', isThere ? fileBytes : 0)
      response.end(isThere && request.method === 'GET' ? Buffer.alloc(fileBytes) : undefined)
    })
    const folderServer = new FolderServer(server)
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    return folderServer
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((done) => this.#server.close(done))
  }
}

/** As nginx's autoindex writes it: a name, a time of the server's wall, a size. */
function listing(path: string, names: readonly string[]): string {
  const lines = names.map((name) => {
    const size = name.endsWith('/') ? '-' : String(fileBytes)
    return `<a href="${name}">${name}</a>${' '.repeat(Math.max(1, 51 - name.length))}12-Mar-2026 10:00 ${size.padStart(19)}`
  })
  return [
    '<html>',
    `<head><title>Index of ${path}</title></head>`,
    '<body>',
    `<h1>Index of ${path}</h1><hr><pre><a href="../">../</a>`,
    ...lines,
    '</pre><hr></body>',
    '</html>',
    '',
  ].join('\r\n')
}
