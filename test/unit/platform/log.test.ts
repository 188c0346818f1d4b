import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createLog } from '../../../src-main/platform/log.ts'
import { openLogFile } from '../../../src-main/platform/log-file.ts'
import { temporaryFolder } from './folder.ts'

const linesOf = (file: string): unknown[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

test('every entry is a JSON line with its level, time and facts, without secrets', () => {
  const file = join(temporaryFolder(), 'logs', 'staffel.log')
  const log = createLog({ file })
  log.info('fetching http://u:p@a.example/?key=abc')
  log.warn('slow', { url: 'http://a.example/?sig=abc', headers: { a: 'abc' } })
  log.error('broken', { error: new Error('at /?token=abc') })
  log.close()
  log.info('after the end')
  expect(linesOf(file)).toMatchObject([
    { level: 'info', msg: 'fetching http://a.example/?key=[hidden]' },
    { level: 'warn', msg: 'slow', facts: { url: 'http://a.example/?sig=[hidden]', headers: '[hidden]' } },
    { level: 'error', msg: 'broken', facts: { error: { message: 'at /?token=[hidden]' } } },
  ])
  expect(linesOf(file)).toHaveLength(3)
  expect(readFileSync(file, 'utf8')).toMatch(/"time":"\d{4}-\d\d-\d\dT[^"]+Z"/)
})

test.skipIf(process.platform === 'win32')('the log is readable by its owner alone', () => {
  const file = join(temporaryFolder(), 'staffel.log')
  createLog({ file }).close()
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a log past its bound is put aside at the next start, and one earlier is kept', () => {
  const file = join(temporaryFolder(), 'staffel.log')
  writeFileSync(file, 'x'.repeat(5 * 1_048_576 + 1))
  writeFileSync(`${file}.1`, 'the one before')
  const log = createLog({ file })
  log.info('new')
  log.close()
  expect(linesOf(file)).toMatchObject([{ msg: 'new' }])
  expect(statSync(`${file}.1`).size).toBe(5 * 1_048_576 + 1)
})

test('a log that grows while the program runs keeps to its bound too', () => {
  const file = join(temporaryFolder(), 'staffel.log')
  const lines = openLogFile(file, 100)
  for (let number = 1; number <= 50; number += 1) lines.write(`line ${number}\n`)
  lines.close()
  expect(statSync(file).size + statSync(`${file}.1`).size).toBeLessThan(220)
  expect(readFileSync(`${file}.1`, 'utf8') + readFileSync(file, 'utf8')).toMatch(/line 49\nline 50\n$/)
})

test.runIf(process.platform === 'linux')('a full disk costs lines of the log and nothing else', () => {
  const log = createLog({ file: '/dev/full' })
  expect(() => log.error('lost')).not.toThrow()
  log.close()
})
