import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Language } from '../../../src-preload/contract/index.ts'

const folder = resolve(import.meta.dirname, '../../../locales')

/** Every text of a language by its full name, `namespace:path.of.key`. */
export function textsOf(language: Language): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const file of readdirSync(join(folder, language))) {
    const tree: unknown = JSON.parse(readFileSync(join(folder, language, file), 'utf8'))
    collect(texts, `${basename(file, '.json')}:`, tree)
  }
  return texts
}

/** The key without its plural form: what a call names. */
export function calledKey(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, '')
}

/** Names of the values that a text wants filled in, in alphabetical order. */
export function placeholdersOf(text: string): readonly string[] {
  return [...text.matchAll(/\{\{-?\s*([\w.]+)[^}]*\}\}/g)].map((match) => match[1] ?? '').sort()
}

function collect(texts: Map<string, string>, prefix: string, tree: unknown): void {
  if (typeof tree !== 'object' || tree === null) {
    texts.set(prefix, String(tree))
    return
  }
  const joint = prefix.endsWith(':') ? '' : '.'
  for (const [key, value] of Object.entries(tree)) collect(texts, `${prefix}${joint}${key}`, value)
}
