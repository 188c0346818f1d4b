import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

/** An argument that stands for itself, or an option. */
export type CommandToken = { readonly kind: 'word'; readonly value: string } | CommandOption

export interface CommandOption {
  readonly kind: 'option'
  /** The long one. */
  readonly name: string
  /** As it was written. */
  readonly shown: string
  readonly value: string
}

/** More words than a person's command has. */
const mostWords = 10_000

/** The arguments of a program by its options. What follows an option that is not known may be its value, and is left out unless it is an address. */
export function commandTokens(words: readonly string[], options: ParseArgsOptionsConfig): readonly CommandToken[] {
  const args = words.slice(1, mostWords)
  const { tokens } = parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true })
  const read: CommandToken[] = []
  let isBehindUnknown = false
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') {
      if (!isBehindUnknown || /^https?:/i.test(token.value)) read.push({ kind: 'word', value: token.value })
      isBehindUnknown = false
      continue
    }
    const known = Object.hasOwn(options, token.name)
    isBehindUnknown = !known && !token.name.startsWith('no-') && token.value === undefined
    read.push({ kind: 'option', name: token.name, shown: token.rawName, value: token.value ?? '' })
  }
  return read
}
