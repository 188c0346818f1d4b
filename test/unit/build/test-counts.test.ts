import { expect, test } from 'vitest'
import { countsIn, countsOf } from '../../../build/test-counts.mjs'

test('vitest’s report is counted, a file that broke before its tests as one failure', () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 2,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults: [
      { status: 'passed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [{}, {}] },
      { status: 'failed', assertionResults: [] },
    ],
  }
  expect(countsIn(report)).toEqual({ passed: 7, failed: 3, skipped: 1 })
})

test('Playwright’s report is counted, a test that passed only when repeated as failed', () => {
  const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{ message: 'no browser' }] }
  expect(countsIn(report)).toEqual({ passed: 5, failed: 3, skipped: 2 })
})

test('a report that was never written counts nothing', () => {
  expect(countsOf('/nowhere/report.json')).toBeNull()
})
