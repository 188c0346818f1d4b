import { describe, expect, test } from 'vitest'
import { mayRunSomething } from '../../../src-main/electron/runnable-kinds.ts'

describe('what is asked about before it is opened', () => {
  test.each([
    'setup.exe',
    'SETUP.EXE',
    'movie.mp4.exe',
    'setup.exe.',
    'setup.exe . ',
    'report.pdf:evil.exe',
    'link.lnk',
    'page.url',
    'folder.scf',
    'app.desktop',
    'run.sh',
    'disk.dmg',
    'Tool.AppImage',
    'package.deb',
    'script.ps1',
    'x.jar',
    'macro.docm',
    'invoice\u202Efdp.exe',
  ])('%s', (name) => {
    expect(mayRunSomething(name)).toBe(true)
  })

  test.each([
    'episode.mp4',
    'segment.ts',
    'scan.tif',
    'archive.tar.gz',
    'README',
    'exe',
    'notes.txt',
    'book.epub',
    'data.csv',
    'movie.exe.mkv',
  ])('but not %s', (name) => {
    expect(mayRunSomething(name)).toBe(false)
  })
})
