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
  const files = filesOf(data)
  if (text.length > longestFieldText) return { text: '', files: [new File([text], '')] }
  if (text !== '') return { text: behind !== null && !isAddress(text) ? behind : withoutComments(text) }
  if (files.length === 0) return { text: behind ?? '' }
  if (!files.every(isShortList)) return { text: '', files }
  const texts = await Promise.all(files.map((file) => file.text()))
  return { text: texts.join('\n') }
}

export function isEditable(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}

/** Whether what comes to it stays in it: the field of the empty list passes links on to the dialog that takes them. */
export function keepsText(target: EventTarget | null): boolean {
  return isEditable(target) && !(target instanceof HTMLElement && target.dataset.passesOn !== undefined)
}

/**
 * Whether what is dropped on a field is left to it, at the place where it is let go: text that it can hold. A field for
 * links would get the words of a page instead of their addresses.
 */
export function isForField(target: EventTarget | null, data: DataTransfer): boolean {
  const text = data.getData('text/plain')
  if (!keepsText(target) || data.files.length > 0 || text.length > longestFieldText) return false
  if (target instanceof HTMLInputElement || isAddress(text)) return true
  return htmlLinks(data.getData('text/html')) === null
}

function isAddress(text: string): boolean {
  return /https?:\/\//i.test(text)
}

/** What was pasted or dropped as it stands: plain text, or the first file. */
export async function droppedCookies(data: DataTransfer): Promise<string> {
  const [file] = data.files
  if (file === undefined) return data.getData('text/plain')
  return file.size <= largestExportBytes ? file.text() : ''
}

/** Without folders, which cannot be read as text. */
function filesOf(data: DataTransfer): readonly File[] {
  return [...data.items].flatMap((item) => {
    if (item.kind !== 'file' || item.webkitGetAsEntry()?.isDirectory === true) return []
    return item.getAsFile() ?? []
  })
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
