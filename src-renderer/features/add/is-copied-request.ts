/** A call of curl, with or without a terminal's prompt before it. */
const called = /^(?:[^\n'"]{0,200}?[$%>][ \t]{1,20})?curl(?:\.exe)?\s/i
/** So much of a text is looked at for a second address. */
const looked = 100_000
/** Words as bash and Windows' cmd have them, near enough to tell what an address stands in. */
const word = /(?:\$'(?:\\.|[^'\\])*'|'[^']*'|"(?:\\.|[^"\\])*"|\\['"]|[^\s'"])+/gs
/** What follows them is a value, which may be an address that is not fetched. */
const withValue = /^-(?:[AbDdeHoux]|-(?:cookie|data.*|header|output|proxy|referer|user-agent))$/

/** Whether a text is a curl command: its further lines are no links, whatever addresses they hold. */
export function isCopiedRequest(text: string): boolean {
  return called.test(text.trimStart().slice(0, 400))
}

/** Whether it fetches several files, in one command or one after the other: it is a list of them. */
export function isCopiedList(text: string): boolean {
  if (!isCopiedRequest(text)) return false
  const words = text.slice(0, looked).match(word) ?? []
  const commands = words.filter((one) => /^curl(?:\.exe)?$/i.test(one))
  const addresses = words.filter(
    (one, at) => /^\^?["']?(?:--url=["']?)?https?:/i.test(one) && !withValue.test(words[at - 1] ?? ''),
  )
  return commands.length > 1 || addresses.length > 1
}
