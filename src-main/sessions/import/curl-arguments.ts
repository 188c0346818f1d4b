import { parseArgs } from 'node:util'
import type { ImportProblem } from '../../../src-preload/contract/index.ts'
import { cmdWords, isForCmd } from './cmd-words.ts'
import { curlMeanings, curlOptions } from './curl-options.ts'
import { type Command, shellWords } from './shell-words.ts'

/** An option that means something here, or an address; with the line it stands on. */
export interface CurlArgument {
  /** The option's long name; `url` for an address too. */
  readonly name: string
  /** As it was written. */
  readonly shown: string
  /** Empty where the option has none. */
  readonly value: string
  readonly line: number
}

/** More words than a person's command has. */
const mostWords = 10_000

/** The arguments of the first command of a text that begins with curl. What is left out of it, and why, goes to `problems`. */
export function curlArguments(text: string, problems: ImportProblem[]): readonly CurlArgument[] {
  const command = isForCmd(text) ? cmdWords(text) : shellWords(text)
  const { words, openQuoteLine } = command
  if (openQuoteLine !== null) {
    problems.push({ line: openQuoteLine, name: null, reason: 'openQuote' })
    return []
  }
  if (words.length > mostWords) {
    problems.push({ line: null, name: String(words.length), reason: 'tooMany' })
    return []
  }
  tellLeftOut(command, problems)
  return read(words.slice(1), problems)
}

function tellLeftOut({ end, unexpandedLines }: Command, problems: ImportProblem[]): void {
  if (end !== null) problems.push({ line: end.line, name: end.operator === '\n' ? null : end.operator, reason: 'moreCommands' })
  for (const line of unexpandedLines) problems.push({ line, name: null, reason: 'unexpanded' })
}

function read(words: Command['words'], problems: ImportProblem[]): readonly CurlArgument[] {
  const args = words.map(({ text }) => text)
  const { tokens } = parseArgs({ args, options: curlOptions, strict: false, allowPositionals: true, tokens: true })
  const read: CurlArgument[] = []
  let isBehindUnknown = false
  for (const token of tokens) {
    const line = words[token.index]?.line ?? 1
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') {
      // What follows an option that we don't know may be its value.
      if (!isBehindUnknown || /^https?:/i.test(token.value)) read.push({ name: 'url', shown: '', value: token.value, line })
      isBehindUnknown = false
      continue
    }
    const meaning = curlMeanings.get(token.name) ?? curlMeanings.get(token.name.replace(/^no-/, ''))
    isBehindUnknown = meaning === undefined
    const problem = (reason: ImportProblem['reason']) => problems.push({ line, name: token.rawName, reason })
    switch (meaning) {
      case undefined:
        problem('unknownOption')
        break
      case 'none':
        problem('noEffect')
        break
      case 'file':
        problem('fromFile')
        break
      case 'signIn':
        problem('otherSignIn')
        break
      case 'body':
        problem('sendsBody')
        read.push({ name: 'body', shown: token.rawName, value: '', line })
        break
      case 'implied':
        break
      case 'used':
        // Of a second request only its being there is told.
        if (token.name === 'next') {
          problem('moreCommands')
          return read
        }
        read.push({ name: token.name, shown: token.rawName, value: token.value ?? '', line })
        break
    }
  }
  return read
}
