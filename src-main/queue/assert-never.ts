/** The end of an exhaustive switch: a new case that is forgotten fails to compile, and throws where types were bypassed. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected case: ${JSON.stringify(value)}`)
}
