import { SaxesParser } from 'saxes'
import { StreamProblem } from './stream-problem.ts'

/** An element without its namespace. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  /** Of all that stands in it directly. */
  readonly text: string
}

const mostElements = 400_000
const mostDepth = 32

/**
 * Reads a whole document, by `saxes`. Throws {@link StreamProblem}: `malformed`, and `entities` for any document type, for
 * only there entities are declared, and nothing that is read here needs one.
 */
export function readXml(text: string): Element {
  const open: { name: string; attributes: Record<string, string>; children: Element[]; text: string }[] = []
  let root: Element | null = null
  let elements = 0
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw new StreamProblem('malformed', { detail: error.message.slice(0, 200) })
  })
  parser.on('doctype', () => {
    throw new StreamProblem('entities')
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (++elements > mostElements) throw new StreamProblem('tooMany', { found: elements, most: mostElements })
    if (open.length >= mostDepth) throw new StreamProblem('malformed', { detail: 'depth' })
    const own = Object.entries(attributes).map(([key, value]) => [localName(key), String(value)])
    open.push({ name: localName(name), attributes: Object.fromEntries(own), children: [], text: '' })
  })
  const add = (found: string) => {
    const last = open.at(-1)
    if (last !== undefined) last.text += found
  }
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('closetag', () => {
    const closed = open.pop()
    if (closed === undefined) return
    const parent = open.at(-1)
    if (parent === undefined) root = closed
    else parent.children.push(closed)
  })
  parser.write(text).close()
  if (root === null) throw new StreamProblem('malformed', { detail: 'no root' })
  return root
}

export function childrenOf(element: Element, name: string): readonly Element[] {
  return element.children.filter((child) => child.name === name)
}

export function childOf(element: Element, name: string): Element | undefined {
  return element.children.find((child) => child.name === name)
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
