/** A list of links is small; whatever is larger is no list, and is not read. */
const largestListBytes = 16_000_000

/** The text of what was pasted or dropped: links, plain text, or the contents of text files. */
export async function droppedText(data: DataTransfer): Promise<string> {
  const text = data.getData('text/uri-list') || data.getData('text/plain')
  if (text !== '') return withoutComments(text)
  const lists = [...data.files].filter((file) => isTextFile(file) && file.size <= largestListBytes)
  const texts = await Promise.all(lists.map((file) => file.text()))
  return texts.join('\n')
}

/** What was pasted or dropped as it stands: plain text, or the first file. */
export async function droppedCookies(data: DataTransfer): Promise<string> {
  const [file] = data.files
  if (file === undefined) return data.getData('text/plain')
  return file.size <= largestListBytes ? file.text() : ''
}

/** RFC 2483 §5: lines of a list of addresses that begin with `#` are comments. */
function withoutComments(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
}

function isTextFile(file: File): boolean {
  return file.type.startsWith('text/') || /\.(txt|list|urls?|csv|md)$/i.test(file.name)
}
