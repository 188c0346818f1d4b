import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Node, parseSync, Visitor } from 'oxc-parser'

const root = resolve(import.meta.dirname, '../../..')
/** Folders whose code speaks to people. */
const speakingFolders = ['src-renderer', 'src-main/electron', 'src-main/server']
/** A page for whoever works on the parts of the window; it is in no build, and speaks English. */
const forDevelopers = join('src-renderer', 'gallery')

/** A file's text and its syntax tree. */
export interface SourceFile {
  readonly path: string
  readonly program: ReturnType<typeof parseSync>['program']
  readonly text: string
}

/** Every TypeScript file that may show words, parsed. */
export function speakingSources(folders: readonly string[] = speakingFolders): readonly SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !join(folder, name).startsWith(forDevelopers))
      .map((name) => parseSource(join(folder, name), readFileSync(join(root, folder, name), 'utf8'))),
  )
}

export function parseSource(path: string, text: string): SourceFile {
  return { path, text, program: parseSync(path, text).program }
}

/**
 * What could be a key: every string and template of a source, as a pattern. An expression within a template stands
 * for anything but a dot or a colon, so that it is one step of a key's path.
 */
export function keyPatterns(source: SourceFile): readonly RegExp[] {
  const patterns: RegExp[] = []
  new Visitor({
    Literal(node) {
      if (typeof node.value === 'string' && node.value.includes(':')) patterns.push(new RegExp(`^${escaped(node.value)}$`))
    },
    TemplateLiteral(node) {
      const parts = node.quasis.map((quasi) => escaped(quasi.value.cooked ?? ''))
      if (parts.join('').includes(':')) patterns.push(new RegExp(`^${parts.join('[^.:]+')}$`))
    },
  }).visit(source.program)
  return patterns
}

/**
 * Texts that a source reads as members of what it imports (`shellTexts[language].server.signIn.title`), as patterns: any
 * path whose namespace and steps are all named somewhere in the source.
 */
export function memberPatterns(source: SourceFile): readonly RegExp[] {
  let readsTexts = false
  const names: string[] = []
  new Visitor({
    ImportDeclaration(node) {
      if (/\/locales\/\w+\.ts$/.test(node.source.value)) readsTexts = true
    },
    MemberExpression(node) {
      if (!node.computed && node.property.type === 'Identifier') names.push(escaped(node.property.name))
    },
  }).visit(source.program)
  const step = `(?:${names.join('|')})`
  return readsTexts && names.length > 0 ? [new RegExp(`^${step}:${step}(?:\\.${step})*$`)] : []
}

/** Attributes whose value a person reads or hears. */
const spokenAttributes = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'title',
  'placeholder',
  'alt',
  'label',
  'help',
  'error',
  'rangeError',
  'closeLabel',
  'unit',
  'name',
])
/** Words written into JSX instead of into `locales`. */
export function hardCodedWords(source: SourceFile): readonly string[] {
  const found: string[] = []
  const report = (start: number, words: string) => {
    const line = source.text.slice(0, start).split('\n').length
    found.push(`${source.path}:${line} ${words.trim()}`)
  }
  const reportChildren = (children: readonly Node[]) => {
    for (const child of children) {
      if (child.type === 'JSXText' && hasLetters(child.value)) report(child.start, child.value)
      if (child.type === 'JSXExpressionContainer') {
        for (const words of literalWords(child.expression)) report(child.start, words)
      }
    }
  }
  new Visitor({
    'JSXElement:exit'(node) {
      reportChildren(node.children)
    },
    'JSXFragment:exit'(node) {
      reportChildren(node.children)
    },
    JSXAttribute(node) {
      if (node.value === null || node.name.type !== 'JSXIdentifier' || !spokenAttributes.has(node.name.name)) return
      const value = node.value.type === 'JSXExpressionContainer' ? node.value.expression : node.value
      for (const words of literalWords(value)) report(node.start, words)
    },
  }).visit(source.program)
  return found
}

/** Strings that an expression within JSX shows as they stand: `{'words'}`, `{isOpen ? 'words' : …}`. */
function literalWords(node: Node): readonly string[] {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' && hasLetters(node.value) ? [node.value] : []
    case 'ConditionalExpression':
      return [...literalWords(node.consequent), ...literalWords(node.alternate)]
    case 'LogicalExpression':
      return literalWords(node.right)
    case 'TemplateLiteral':
      return node.quasis.map((quasi) => quasi.value.cooked ?? '').filter(hasLetters)
    default:
      return []
  }
}

function hasLetters(text: string): boolean {
  return /\p{L}/u.test(text)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
