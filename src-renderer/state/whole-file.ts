import type { Answer } from './answer.ts'
import { problemOf } from './problem.ts'

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

export interface WholeFile {
  readonly parts: readonly string[]
  readonly rows: number
}

/** The texts of all pages; null where it was called off. `rowsBefore`: those of the pages before. */
export async function allPages(
  read: (after: string | null, rowsBefore: number) => Promise<TextPage>,
  { onRows, signal }: FileProgress,
): Promise<Answer<WholeFile | null>> {
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
    return signal.aborted ? { value: null, problem: null } : { value: null, problem: problemOf(error) }
  }
  return { value: { parts, rows }, problem: null }
}
