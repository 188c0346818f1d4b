import type { Finding } from '../source.ts'
import { curlFindings } from './curl.ts'
import type { ImportFormat, ImportText } from './format.ts'
import { OnceTold } from './once-told.ts'
import { type ShellCommand, shellCommands } from './shell-commands.ts'
import { wgetFindings } from './wget.ts'

/** Characters that tell what it is. */
const looked = 65_536
/** A call of one of the two, with what a terminal shows in front of it. */
const called = /^\s*(?:[^'"]{0,100}?[$%>#][ \t]{1,10})?(?:sudo )?(?:\S{0,300}[/\\])?(?:curl|wget)(?:\.exe)?(?:\s|$)/i
/** Longer ones are none that anybody wrote or any browser copied. Characters. */
const longestCommand = 1_048_576
/** Signs of a terminal in front of a command, and what only says as whom it runs. */
const prompts: ReadonlySet<string> = new Set(['$', '%', '#', 'sudo', 'time', 'nohup', 'exec', 'command'])

/** Commands of curl and wget, one or a whole script of them. Nothing is run and no file is read. */
export const commandFormat: ImportFormat = {
  matches({ text }) {
    const start = text.slice(0, looked)
    const isScript = /^\s*(?:#!.*sh\b|@echo off)/i.test(start)
    if (isScript) return /^[ \t]*(?:curl|wget)(?:\.exe)?[ \t]/im.test(start)
    const first = start.split(/\r?\n/).find((line) => line.trim() !== '' && !/^\s*#(?!\s*(?:curl|wget)\s)/.test(line))
    return first !== undefined && called.test(first.slice(0, 1_000))
  },
  read: readCommands,
}

function* readCommands({ text }: ImportText): Generator<Finding> {
  const told = new OnceTold()
  for (const command of shellCommands(text)) {
    const { line } = command
    if (command.text.length > longestCommand) yield { kind: 'skipped', text: command.text, reason: 'tooLong', line }
    else if (command.isOpen) yield { kind: 'skipped', text: command.text, reason: 'badValue', line }
    else yield* findingsOf(command, told)
  }
}

function findingsOf(command: ShellCommand, told: OnceTold): Iterable<Finding> {
  const start = command.words.findIndex((word) => /(?:^|[/\\])(?:curl|wget)(?:\.exe)?$/i.test(word))
  const isCalled = start === 0 || command.words.slice(0, start).every((word) => prompts.has(word) || /[>$%]$/.test(word))
  if (start < 0 || !isCalled) return [{ kind: 'skipped', text: command.words.join(' '), reason: 'noLink', line: command.line }]
  const own = { ...command, words: command.words.slice(start) }
  return /curl(?:\.exe)?$/i.test(own.words[0] ?? '') ? curlFindings(own, told) : wgetFindings(own, told)
}
