import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs'

/**
 * A file that lines are appended to, readable by its owner alone. Where it has grown past its bound it becomes
 * `<file>.1`, in the place of the one before, and a new one is begun: both together hold at most twice the bound.
 */
export function openLogFile(
  file: string,
  mostBytes: number,
): { readonly write: (line: string) => void; readonly close: () => void } {
  const open = () => openSync(file, 'a', 0o600)
  let descriptor: number | null = open()
  let bytes = fstatSync(descriptor).size

  /** The old descriptor stays good until the new one is there. */
  function rotate(old: number): number {
    bytes = 0
    renameSync(file, `${file}.1`)
    const next = open()
    closeSync(old)
    return next
  }

  return {
    write(line) {
      if (descriptor === null) return
      try {
        if (bytes > mostBytes) descriptor = rotate(descriptor)
        bytes += writeSync(descriptor, line)
      } catch {
        // A full disk costs lines of the log, never the program.
      }
    },
    close() {
      if (descriptor !== null) closeSync(descriptor)
      descriptor = null
    },
  }
}
