import { problemOf } from './problem.ts'
import type { Message } from './toasts.ts'

/** A part of a file, and how to ask for the next one; null where it was the last. */
export interface TextPage {
  readonly text: string
  readonly rows: number
  readonly next: string | null
}

export interface FileProgress {
  readonly onRows: (rows: number) => void
  readonly signal: AbortSignal
}

/** The texts of all pages; null where it was called off or the connection went, which is said. `rowsBefore`: those of the pages before. */
export async function allPages(
  read: (after: string | null, rowsBefore: number) => Promise<TextPage>,
  { onRows, signal }: FileProgress,
  say: (message: Message) => void,
): Promise<readonly string[] | null> {
  const parts: string[] = []
  let rows = 0
  let after: string | null = null
  try {
    do {
      const page: TextPage = await read(after, rows)
      signal.throwIfAborted()
      parts.push(page.text)
      rows += page.rows
      onRows(rows)
      after = page.next
    } while (after !== null)
  } catch (error) {
    if (!signal.aborted) say({ kind: 'problem', problem: problemOf(error) })
    return null
  }
  return parts
}
