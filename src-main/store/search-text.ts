/** Name under which triggers call {@link searchText}. */
export const searchTextFunction = 'search_text'

/**
 * A text in the form in which texts are compared: compatible forms made equal (Unicode NFKC), letters in upper case,
 * where "ß" equals "ss". It is compared and never shown.
 */
function fold(text: string): string {
  return text.normalize('NFKC').toUpperCase()
}

/** The folded text of a row from those of its parts that exist; an address is found as it is written and as it reads. */
export function searchText(title: string | null, wantedName: string | null, fileName: string | null, url: string | null): string {
  const parts = [title, wantedName, fileName, url]
  if (url?.includes('%')) parts.push(decoded(url))
  return fold([...new Set(parts)].filter((part) => part !== null).join('\n'))
}

function decoded(url: string): string | null {
  try {
    return decodeURI(url)
  } catch {
    return null // Not every percent sign starts valid UTF-8.
  }
}

/** The different words of a query, folded; none where it holds only white space. */
export function searchWords(query: string): readonly string[] {
  const words = fold(query.toWellFormed())
    .split(/\s+/u)
    .filter((word) => word !== '')
  return [...new Set(words)]
}

/** For `LIKE … ESCAPE '\'`: a text with the word in it. */
export function likePattern(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`
}
