import { readFileSync } from 'node:fs'

/**
 * @typedef {{ readonly passed: number, readonly failed: number, readonly skipped: number }} Counts
 */

/**
 * What a test runner's JSON report counts; null where there is no report, because the runner itself failed.
 *
 * @param {string} file
 * @returns {Counts | null}
 */
export function countsOf(file) {
  try {
    return countsIn(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/**
 * Of vitest's report (Jest's form) or Playwright's. A test that passed only when repeated has failed; an error outside
 * of any test counts as one more that failed.
 *
 * @param {any} report
 * @returns {Counts}
 */
export function countsIn(report) {
  if (typeof report.numPassedTests === 'number') {
    /** @type {{ status: string, assertionResults: unknown[] }[]} */
    const files = report.testResults
    const broken = files.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken,
      skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    }
  }
  const { expected, unexpected, flaky, skipped } = report.stats
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped }
}
