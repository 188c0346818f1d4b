import { resolve } from 'node:path'

/** The project's folder. */
export const root = resolve(import.meta.dirname, '..')
/** Where the build lies: `main/`, `preload/` and `renderer/`. */
export const out = resolve(root, 'out')

/** Says one line to the person. stdout belongs to the ready line of the web mode, so it goes to stderr. @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** The message of something thrown. @param {unknown} error */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error)
}
