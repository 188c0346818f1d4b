import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root, say } from './house.mjs'

/** Namespaces of what speaks outside of the window: the shell's menus and dialogs, the page for a browser without a token. */
const shellNamespaces = ['menu', 'server', 'shell']

const head = '// Made from the folders of locales/ by every build, and by `npm run locales`. Not to be edited.\n'

/**
 * The sources that name the languages, made from the folders that there are: a language is added by its folder alone.
 *
 * @param {string} folder the project's
 * @returns {ReadonlyMap<string, string>} texts by path, relative to the project's folder
 */
export function localeSources(folder) {
  const locales = join(folder, 'locales')
  const languages = readdirSync(locales, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
  // Every other language is held against the English one by the tests.
  const namespaces = readdirSync(join(locales, 'en'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => basename(name, '.json'))
    .sort()
  const inWindow = namespaces.filter((name) => !shellNamespaces.includes(name))
  return new Map([
    ['src-preload/contract/languages.ts', namesSource(languages)],
    ['locales/shell.ts', textsSource('shellTexts', languages, shellNamespaces)],
    ['locales/window.ts', textsSource('windowTexts', languages, inWindow)],
  ])
}

/** Writes what has changed of them. @returns {string[]} the paths of what was written */
export function writeLocaleSources(folder = root) {
  const written = []
  for (const [path, text] of localeSources(folder)) {
    if (present(join(folder, path)) === text) continue
    writeFileSync(join(folder, path), text)
    written.push(path)
  }
  return written
}

/** @param {readonly string[]} languages */
function namesSource(languages) {
  return `${head}
/** The languages that Staffel speaks, BCP 47. */
export const languages = [${languages.map((name) => `'${name}'`).join(', ')}] as const
export type Language = (typeof languages)[number]
`
}

/** @param {string} name @param {readonly string[]} languages @param {readonly string[]} namespaces */
function textsSource(name, languages, namespaces) {
  const variable = (/** @type {string} */ language, /** @type {string} */ namespace) =>
    `${namespace}${language.replaceAll('-', '')[0]?.toUpperCase()}${language.replaceAll('-', '').slice(1)}`
  const imports = languages.flatMap((language) =>
    namespaces.map(
      (namespace) => `import ${variable(language, namespace)} from './${language}/${namespace}.json' with { type: 'json' }\n`,
    ),
  )
  const members = languages.map((language) => {
    const key = /^\w+$/.test(language) ? language : `'${language}'`
    return `  ${key}: {\n${namespaces.map((namespace) => `    ${namespace}: ${variable(language, namespace)},\n`).join('')}  },\n`
  })
  return `${head}${imports.join('')}
export const ${name} = {
${members.join('')}} as const
`
}

/** @param {string} file @returns {string | null} */
function present(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

if (process.argv[1] === import.meta.filename) for (const path of writeLocaleSources()) say(`${path} is written.`)
