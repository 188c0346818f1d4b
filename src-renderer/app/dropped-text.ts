import { htmlLinks } from '../state/html-links.ts'

/** What cookies are exported to is small; whatever is larger is none. */
const largestExportBytes = 16_000_000
/** Characters of a list that is shown in a field. */
const longestFieldText = 400_000

/** What was pasted or dropped: a text for the field, or files that the core reads in pieces. */
export type Dropped = { readonly text: string; readonly files?: readonly File[] }

/**
 * Links, plain text, the addresses behind copied words, the contents of short lists, or files. All of it is taken at once:
 * after the event a transfer is empty.
 */
export async function dropped(data: DataTransfer): Promise<Dropped> {
  const text = data.getData('text/uri-list') || data.getData('text/plain')
  const behind = htmlLinks(data.getData('text/html'))
  const files = [...data.files]
  if (text.length > longestFieldText) return { text: '', files: [new File([text], '')] }
  if (text !== '') return { text: behind !== null && !/https?:\/\//i.test(text) ? behind : withoutComments(text) }
  if (files.length === 0) return { text: behind ?? '' }
  if (!files.every(isShortList)) return { text: '', files }
  const texts = await Promise.all(files.map((file) => file.text()))
  return { text: texts.join('\n') }
}

/** What was pasted or dropped as it stands: plain text, or the first file. */
export async function droppedCookies(data: DataTransfer): Promise<string> {
  const [file] = data.files
  if (file === undefined) return data.getData('text/plain')
  return file.size <= largestExportBytes ? file.text() : ''
}

/** RFC 2483 §5: lines of a list of addresses that begin with `#` are comments. */
function withoutComments(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
}

/** A list of addresses and nothing else; every other file says by its name what it is. */
function isShortList(file: File): boolean {
  return file.size <= longestFieldText && /\.(txt|list|urls?|md)$/i.test(file.name)
}
