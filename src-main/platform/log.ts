import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import pino from 'pino'
import type { Log } from '../queue/ports.ts'
import { openLogFile } from './log-file.ts'
import { redact, redactText } from './redact.ts'

/** How far a log grows before it is put aside. */
const mostBytes = 5 * 1_048_576

/** A log of JSON lines in a file of the data folder; nothing reaches it but through {@link redact}. */
export function createLog({ file }: { readonly file: string }): Log & { readonly close: () => void } {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const lines = openLogFile(file, mostBytes)
  const logger = pino(
    {
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    lines,
  )
  const write =
    (level: 'info' | 'warn' | 'error'): Log['info'] =>
    (message, facts) =>
      logger[level]({ facts: redact(facts) }, redactText(message))
  return { info: write('info'), warn: write('warn'), error: write('error'), close: lines.close }
}
