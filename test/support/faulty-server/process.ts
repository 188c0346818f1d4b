import { FaultyServer } from '../faulty-server.ts'
import type { FileScript } from './script.ts'

/** What the other process is asked; answered with {@link Counts}. */
export interface Order {
  readonly id: number
  /** Files to serve from now on, by path; none only asks for the counts. */
  readonly files: readonly (readonly [path: string, file: FileScript])[]
}

/** What a server has seen so far. */
export interface Counts {
  readonly id: number
  readonly url: string
  readonly requests: number
  readonly openAnswers: number
  readonly mostAnswersAtOnce: number
}

/** A server by itself: what it does costs the asking process nothing. Ends with it. */
const server = await FaultyServer.start()
process.on('message', ({ id, files }: Order) => {
  for (const [path, file] of files) server.serve(path, file)
  const counts: Counts = {
    id,
    url: server.url(''),
    requests: server.requests.length,
    openAnswers: server.openAnswers(),
    mostAnswersAtOnce: server.maxAnswersAtOnce,
  }
  process.send?.(counts)
})
process.on('disconnect', () => process.exit(0))
