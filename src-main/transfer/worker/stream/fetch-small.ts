import type { Asking, Wish } from './asking.ts'
import { tooLargeProblem } from './stream-failures.ts'

/** Something that fits into memory, and where the redirects led. */
export interface Small {
  readonly bytes: Buffer
  readonly url: string
}

/** Fetches a playlist or a key. Throws SOURCE_UNREADABLE where it is longer than that. */
export async function fetchSmall(asking: Asking, wish: Wish, mostBytes: number): Promise<Small> {
  const pieces: Buffer[] = []
  let bytes = 0
  let { url } = wish
  await asking.fetch(
    wish,
    (piece) => {
      bytes += piece.length
      if (bytes > mostBytes) throw tooLargeProblem(wish.url, bytes)
      pieces.push(piece)
    },
    (answer) => {
      url = answer.url
    },
  )
  return { bytes: Buffer.concat(pieces), url }
}
