/** The end of a switch that has dealt with every case; a value that gets here is a defect. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
