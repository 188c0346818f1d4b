import { type Problem, problemOf } from './problem.ts'

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
