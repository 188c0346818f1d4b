import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { ORPCError } from '@orpc/server'
import type { FastifyReply } from 'fastify'
import { encodeError } from './error-body.ts'

/** A part of a file as the contract gives it. */
export interface FilePage {
  readonly text: string
  /** Null where it was the last one. */
  readonly next: string | null
}

/**
 * Answers with a file that is made of pages, read as they are sent: its length costs no memory, and the client's pace is
 * its own. Where the first page is refused, so is the file.
 */
export async function sendPages(
  reply: FastifyReply,
  headers: Readonly<Record<string, string>>,
  read: (after?: string) => Promise<FilePage>,
  { isOnePage = false }: { readonly isOnePage?: boolean } = {},
): Promise<FastifyReply> {
  try {
    const first = await read()
    return reply.headers(headers).send(Readable.from(isOnePage ? [first.text] : textsFrom(first, read)))
  } catch (error) {
    if (error instanceof ORPCError) return reply.code(error.status).send(encodeError(error))
    throw error
  }
}

async function* textsFrom(first: FilePage, read: (after: string) => Promise<FilePage>): AsyncGenerator<string> {
  let page = first
  for (;;) {
    yield page.text
    if (page.next === null) return
    // A client that takes all at once would leave no turn to anyone else.
    await setImmediate()
    page = await read(page.next)
  }
}
