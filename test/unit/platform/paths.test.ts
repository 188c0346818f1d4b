import { mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { folderOfVariable, usualDataFolder, usualDownloadFolder } from '../../../src-main/platform/paths.ts'
import { temporaryFolder } from './folder.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

test('a folder of a variable is absolute, seen from where npm was called; an empty one is none', () => {
  vi.stubEnv('INIT_CWD', '/home/someone')
  vi.stubEnv('STAFFEL_DATA_DIR', 'data')
  expect(folderOfVariable('STAFFEL_DATA_DIR')).toBe(resolve('/home/someone/data'))
  vi.stubEnv('STAFFEL_DATA_DIR', '')
  expect(folderOfVariable('STAFFEL_DATA_DIR')).toBeNull()
})

test('the data folder is an absolute one of our own', () => {
  expect(isAbsolute(usualDataFolder())).toBe(true)
  expect(usualDataFolder()).toMatch(/staffel/i)
})

test.runIf(process.platform === 'linux')('on Linux the data folder follows XDG_DATA_HOME where it is absolute', () => {
  vi.stubEnv('XDG_DATA_HOME', '/data')
  expect(usualDataFolder()).toBe('/data/staffel')
  vi.stubEnv('XDG_DATA_HOME', 'relative')
  expect(usualDataFolder()).toBe(join(homedir(), '.local', 'share', 'staffel'))
})

test.runIf(process.platform === 'linux')('on Linux the download folder is that of user-dirs.dirs', () => {
  const config = temporaryFolder()
  vi.stubEnv('XDG_CONFIG_HOME', config)
  const usual = join(homedir(), 'Downloads')
  expect(usualDownloadFolder()).toBe(usual)
  const withLine = (line: string) => {
    mkdirSync(config, { recursive: true })
    writeFileSync(join(config, 'user-dirs.dirs'), `# comment\nXDG_DESKTOP_DIR="$HOME/Desktop"\n${line}\n`)
    return usualDownloadFolder()
  }
  expect(withLine('XDG_DOWNLOAD_DIR="$HOME/Herunter\\"geladen"')).toBe(join(homedir(), 'Herunter"geladen'))
  expect(withLine('XDG_DOWNLOAD_DIR="/mnt/big"')).toBe('/mnt/big')
  expect(withLine('XDG_DOWNLOAD_DIR="$HOME/"')).toBe(usual)
  expect(withLine('XDG_DOWNLOAD_DIR="relative"')).toBe(usual)
  expect(withLine('')).toBe(usual)
})
