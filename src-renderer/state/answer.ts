import { type Problem, problemOf } from './problem.ts'
import type { Message } from './toasts.ts'

/** What came of a request. */
export type Answer<Value> =
  | { readonly value: Value; readonly problem: null }
  | { readonly value: null; readonly problem: Problem }

/** A request's answer, or why it was refused: for forms, which show that at their fields. */
export async function answerOf<Value>(request: Promise<Value>): Promise<Answer<Value>> {
  try {
    return { value: await request, problem: null }
  } catch (error) {
    return { value: null, problem: problemOf(error) }
  }
}

/** What stands in the way of a request, or null once it was done. */
export async function problemIn(request: Promise<unknown>): Promise<Problem | null> {
  return (await answerOf(request)).problem
}

/** Runs requests whose refusal is said; null is the answer then. */
export function tellingOf(say: (message: Message) => void) {
  return async <Value>(request: Promise<Value>): Promise<Value | null> => {
    const { value, problem } = await answerOf(request)
    if (problem !== null) say({ kind: 'problem', problem })
    return value
  }
}
