import { assertNever } from './assert-never.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { News } from './news.ts'
import type { SessionNews } from './ports.ts'

interface Parts {
  readonly dispatcher: Pick<Dispatcher, 'pump'>
  readonly news: Pick<News, 'sessions' | 'notice'>
}

/** What follows in the queue from what is told of sessions and credentials. */
export class SessionDesk {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  follow(told: SessionNews): void {
    const { dispatcher, news } = this.#parts
    news.sessions()
    switch (told.kind) {
      case 'changed':
      case 'credentials':
        return dispatcher.pump()
      case 'ended': {
        const { sessionId, name, host } = told
        const params = { sessionId, name, host }
        return news.notice({ level: 'warning', code: 'SESSION_ENDED', params, jobId: null, episodeId: null })
      }
      case 'rotates': {
        const { sessionId, name } = told
        return news.notice({ level: 'info', code: 'SESSION_ROTATES', params: { sessionId, name }, jobId: null, episodeId: null })
      }
      case 'shown':
        return
      default:
        return assertNever(told)
    }
  }
}
