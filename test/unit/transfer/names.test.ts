import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideName, type NameFacts, nameOfDisposition, nameOfUrl } from '../../../src-main/transfer/worker/file-name.ts'
import { numberedName, safeName, splitName } from '../../../src-main/transfer/worker/safe-name.ts'

/** Letters and marks that devices' names, and what is nearly one, are made of. */
const nearDevices = fc.string({ unit: fc.constantFrom(...'conaulpt1.-_ '), maxLength: 8 })

describe('a safe name', () => {
  test.each([
    ['a<b>c:d"e/f\\g|h?i*j', 'a_b_c_d_e_f_g_h_i_j'],
    ['CON', 'CON_'],
    ['con.txt', 'con_.txt'],
    ['CONIN$', 'CONIN$_'],
    ['COM¹.log', 'COM¹_.log'],
    ['..', null],
    ['   ', null],
    ['.hidden', 'hidden'],
    ['name. . .', 'name'],
    ['--help', '_help'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['soft\u00adhyphen', 'softhyphen'],
    ['line\nbreak\ttab', 'line break tab'],
    ['e\u0301.txt', 'é.txt'],
    ['\ud800lone', '_lone'],
    ['family 👩‍👩‍👧.png', 'family 👩‍👩‍👧.png'],
  ])('of %j is %j', (wanted, safe) => {
    expect(safeName(wanted)).toBe(safe)
  })

  test('that is too long keeps its extension and leaves room for `.part` and a number', () => {
    const name = safeName(`${'ä'.repeat(400)}.tar.gz`) ?? ''
    expect(name.endsWith('.tar.gz')).toBe(true)
    expect(Buffer.byteLength(`${numberedName(name, 999)}.part`)).toBeLessThanOrEqual(255)
  })

  test('is one whatever it is made from, and is safe again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), nearDevices), (wanted) => {
        const name = safeName(wanted)
        if (name === null) return
        expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
        expect(name).not.toMatch(/^[. -]|[. ]$/)
        expect(name).not.toMatch(/^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)/i)
        expect(name.isWellFormed()).toBe(true)
        expect(Buffer.byteLength(`${numberedName(name, 999)}.part`)).toBeLessThanOrEqual(255)
        expect(safeName(name)).toBe(name)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('the name in a Content-Disposition', () => {
  test.each([
    ['attachment; filename="a b.txt"', 'a b.txt'],
    ['attachment; filename=plain.txt', 'plain.txt'],
    ['filename=untyped.txt', 'untyped.txt'],
    ["attachment; filename=old.txt; filename*=UTF-8''n%C3%A9w.txt", 'néw.txt'],
    ["attachment; filename*=iso-8859-1''%E9.txt", 'é.txt'],
    ["attachment; filename=plain.txt; filename*=UTF-8''%FF", 'plain.txt'],
    ['attachment; filename="na%20me.txt"', 'na me.txt'],
    ['attachment; filename="100%.txt"', '100%.txt'],
    ['attachment; filename="quo\\"ted.txt"', 'quo"ted.txt'],
    ['attachment; filename="/etc/passwd"', 'passwd'],
    ['attachment; filename="C:\\\\dir\\\\x.txt"', 'x.txt'],
    [Buffer.from('attachment; filename="ü.txt"').toString('latin1'), 'ü.txt'],
    [Buffer.from('attachment; filename="ü.txt"', 'latin1').toString('latin1'), 'ü.txt'],
    ['attachment', null],
    ['attachment; filename=""', null],
    ['', null],
    [undefined, null],
  ])('%j is %j', (header, name) => {
    expect(nameOfDisposition(header)).toBe(name)
  })

  test('never makes the reader fail', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (header) => void nameOfDisposition(header)))
  })
})

describe('the name in an address', () => {
  test.each([
    ['http://h/a/b%20c.zip?x=1#y', 'b c.zip'],
    ['http://h/%2Fetc%5Cx', '_etc_x'],
    ['http://h/bad%zz', 'bad%zz'],
    ['http://h/', null],
    ['http://h/dir/', null],
  ])('%s is %j', (url, name) => {
    expect(nameOfUrl(url)).toBe(name)
  })
})

describe('the name of an episode', () => {
  const facts: NameFacts = {
    wantedName: null,
    template: '{name}.{ext}',
    disposition: undefined,
    url: 'http://host.test:81/file.tar.gz',
    title: 'A title',
    index: 3,
    jobTitle: 'The job',
    now: new Date(2026, 0, 5).getTime(),
  }
  test.each([
    ['{name}.{ext}', 'file.tar.gz'],
    ['{index:03}-{title}.{ext}', '003-A title.tar.gz'],
    ['{index}', '3'],
    ['{host} {date} {job}', 'host.test 2026-01-05 The job'],
    ['{unknown}', '{unknown}'],
    ['../{name}', '_file'],
    ['.', 'file.tar.gz'],
  ])('by the template %s is %s', (template, name) => {
    expect(decideName({ ...facts, template })).toBe(name)
  })

  test('loses the dot of a template where there is no extension', () => {
    expect(decideName({ ...facts, url: 'http://h/README' })).toBe('README')
  })

  test('with braces or dollars in its fields is taken literally', () => {
    expect(decideName({ ...facts, template: '{title}', title: '$& {name}' })).toBe('$& {name}')
  })

  test('is never empty', () => {
    expect(decideName({ ...facts, url: 'http://h/' })).toBe('download')
    expect(decideName({ ...facts, wantedName: ' .. ' })).toBe('download')
  })
})

test.each([
  ['a.txt', 'a', '.txt'],
  ['a.tar.xz', 'a', '.tar.xz'],
  ['.profile', '.profile', ''],
  ['no extension', 'no extension', ''],
  ['v1. a sentence', 'v1. a sentence', ''],
])('%s splits into %s and %s', (name, stem, extension) => {
  expect(splitName(name)).toEqual({ stem, extension })
})
