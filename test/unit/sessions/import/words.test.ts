import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cmdWords } from '../../../../src-main/sessions/import/cmd-words.ts'
import { shellWords } from '../../../../src-main/sessions/import/shell-words.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 30 })
const words = fc.array(anyText, { minLength: 1, maxLength: 5 })
const texts = (command: { readonly words: readonly { readonly text: string }[] }) => command.words.map(({ text }) => text)

/** Each way in which bash takes any text as one word. */
const bashQuotes: readonly ((text: string) => string)[] = [
  (text) => `'${text.replaceAll("'", `'\\''`)}'`,
  (text) => `"${text.replace(/[$`"\\]/g, '\\$&')}"`,
  (text) =>
    `$'${text.replace(/[^ -~]|['\\!]/g, (unit) =>
      [...unit]
        .flatMap((one) => one.split(''))
        .map(escapeUnit)
        .join(''),
    )}'`,
  (text) => `''${text.replace(/[\s\S]/g, (unit) => (/[\r\n]/.test(unit) ? `'${unit}'` : `\\${unit}`))}`,
]

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

test('bash: whatever is quoted comes back as it was, word by word', () => {
  const quoted = fc.tuple(anyText, fc.constantFrom(...bashQuotes))
  fc.assert(
    fc.property(
      fc.array(quoted, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(' ', '\t ', ' \\\n ', ' \\\r\n'),
      (drawn, joint) => {
        const command = shellWords(`curl ${drawn.map(([text, quote]) => quote(text)).join(joint)}`)
        expect(command.openQuoteLine).toBeNull()
        expect(command.end).toBeNull()
        expect(command.unexpandedLines).toEqual([])
        expect(texts(command)).toEqual(['curl', ...drawn.map(([text]) => text)])
      },
    ),
    { numRuns: 500 },
  )
})

test('cmd: whatever is quoted for both of its steps comes back as it was, word by word', () => {
  fc.assert(
    fc.property(words, fc.constantFrom(' ', ' ^\r\n ', ' ^\n  '), (drawn, joint) => {
      const plain = drawn.map((text) => text.replace(/[\r\n]/g, ''))
      const command = cmdWords(`curl ${plain.map(quotedForWindows).join(joint)}`)
      expect(command.openQuoteLine).toBeNull()
      expect(command.end).toBeNull()
      expect(texts(command)).toEqual(['curl', ...plain])
    }),
    { numRuns: 500 },
  )
})

/** For `argv`: backslashes before a quote doubled; then a caret before all that cmd might take for its own. */
function quotedForWindows(text: string): string {
  const word = `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`
  return word.replace(/[^\w ]/g, '^$&')
}

test('each word knows the line it begins on', () => {
  const lines = (command: { readonly words: readonly { readonly line: number }[] }) => command.words.map(({ line }) => line)
  expect(lines(shellWords("\n\ncurl a \\\n'b\nc' d \\\n -e"))).toEqual([3, 3, 4, 5, 6])
  expect(lines(cmdWords('curl ^"a^" ^\r\n ^"b^" ^\n^"c^"'))).toEqual([1, 1, 2, 3])
})
