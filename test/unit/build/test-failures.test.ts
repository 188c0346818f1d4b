import { expect, test } from 'vitest'
import { failuresIn, failuresOf } from '../../../build/test-failures.mjs'

test('what failed in vitest’s report is named with its file and its reason', () => {
  const report = {
    testResults: [
      { name: 'a.test.ts', status: 'passed', message: '', assertionResults: [{ status: 'passed', fullName: 'adds' }] },
      {
        name: 'b.test.ts',
        status: 'failed',
        message: '',
        assertionResults: [
          { status: 'passed', fullName: 'starts' },
          { status: 'failed', fullName: 'stops', failureMessages: ['\u001b[31mexpected 1\u001b[39m'] },
        ],
      },
    ],
  }
  expect(failuresIn(report)).toEqual([{ name: 'b.test.ts › stops', reason: 'expected 1' }])
})

test('a file that broke off in vitest’s report is named, with the tests it never came to', () => {
  const report = {
    testResults: [
      { name: 'c.test.ts', status: 'failed', message: '', assertionResults: [{ status: 'passed' }, { status: 'pending' }] },
    ],
  }
  expect(failuresIn(report)).toEqual([{ name: 'c.test.ts', reason: 'it broke off before its end' }])
})

test('what failed in Playwright’s report is named, in suites of suites too, and what failed outside of any', () => {
  const spec = (status: string) => ({
    file: 'x.spec.ts',
    title: 'opens',
    tests: [{ projectName: 'web', status, results: [{ errors: [{ message: 'not there' }] }] }],
  })
  const report = {
    errors: [{ message: 'no browser' }],
    suites: [{ specs: [spec('expected')], suites: [{ specs: [spec('unexpected'), spec('flaky')] }] }],
  }
  expect(failuresIn(report)).toEqual([
    { name: 'outside of any test', reason: 'no browser' },
    { name: '[web] x.spec.ts › opens', reason: 'not there' },
    { name: '[web] x.spec.ts › opens', reason: 'not there' },
  ])
})

test('a long reason is cut, and a report that was never written names nothing', () => {
  const message = Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n')
  const report = { testResults: [{ name: 'd.test.ts', status: 'failed', message, assertionResults: [] }] }
  expect(failuresIn(report)[0]?.reason.split('\n')).toHaveLength(14)
  expect(failuresOf('/nowhere/report.json')).toEqual([])
})
