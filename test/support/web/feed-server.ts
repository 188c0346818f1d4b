import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Bytes of every episode. */
const episodeBytes = 1_500

/** A small server of one podcast, whose episodes may become more and which may break. */
export class FeedServer {
  readonly #server: Server
  /** How many episodes it has. */
  episodes: number
  isBroken = false

  private constructor(server: Server, episodes: number) {
    this.#server = server
    this.episodes = episodes
  }

  static async start(episodes: number): Promise<FeedServer> {
    const server = createServer((request, response) => {
      if (request.url !== '/podcast.xml') {
        response.setHeader('content-type', 'audio/mpeg')
        response.setHeader('content-length', episodeBytes)
        response.end(request.method === 'GET' ? Buffer.alloc(episodeBytes) : undefined)
        return
      }
      response.statusCode = feed.isBroken ? 404 : 200
      response.setHeader('content-type', 'application/rss+xml')
      response.end(feed.isBroken ? '' : feed.#text())
    })
    const feed = new FeedServer(server, episodes)
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    return feed
  }

  get url(): string {
    return `${this.#base()}/podcast.xml`
  }

  #base(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  #text(): string {
    const items = Array.from({ length: this.episodes }, (_, index) => {
      const number = this.episodes - index
      const date = new Date(Date.UTC(2026, 0, number)).toUTCString()
      return `<item><title>Episode ${number}</title><guid>e-${number}</guid><pubDate>${date}</pubDate>
        <enclosure url="${this.#base()}/episode-${number}.mp3" length="${episodeBytes}" type="audio/mpeg"/></item>`
    })
    return `<?xml version="1.0"?><rss version="2.0"><channel><title>Evening talks</title>${items.join('')}</channel></rss>`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((done) => this.#server.close(done))
  }
}
