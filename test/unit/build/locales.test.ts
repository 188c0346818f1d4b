import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { localeSources, writeLocaleSources } from '../../../build/locales.mjs'

const root = resolve(import.meta.dirname, '../../..')

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staffel-locales-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the languages', () => {
  it('that the sources name are the folders that there are; `npm run locales` makes it so', async () => {
    for (const [path, text] of localeSources(root)) expect(await readFile(join(root, path), 'utf8'), path).toBe(text)
  })

  it('are one more as soon as there is one folder more: it is offered, spoken and valid as a setting', async () => {
    for (const part of ['locales', 'src-preload', 'src-renderer'])
      await cp(join(root, part), join(folder, part), { recursive: true })
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
    await mkdir(join(folder, 'locales/fr'))
    await cp(join(root, 'locales/en'), join(folder, 'locales/fr'), { recursive: true })
    expect(writeLocaleSources(folder)).toHaveLength(3)
    expect(writeLocaleSources(folder)).toEqual([])

    await build({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      build: {
        ssr: true,
        minify: false,
        rolldownOptions: {
          input: ['i18n', 'language', 'admitted-value'].map((name) => join(folder, `src-renderer/state/${name}.ts`)),
          output: { entryFileNames: '[name].mjs' },
        },
      },
    })
    const built = (name: string) => import(pathToFileURL(join(folder, `dist/${name}.mjs`)).href)
    const { createI18n } = await built('i18n')
    const { languageName, resolveLanguage } = await built('language')
    const { isAdmitted } = await built('admitted-value')
    expect(createI18n('fr').t('settings:title')).toBe('Settings')
    expect(languageName('fr')).toBe('Français')
    expect(resolveLanguage('system', ['fr-CA', 'de'])).toEqual({ language: 'fr', locale: 'fr-CA' })
    expect(isAdmitted('language', 'fr')).toBe(true)
    expect(isAdmitted('language', 'xx')).toBe(false)
  })
})
