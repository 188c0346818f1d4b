import { readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

/**
 * @typedef {{ readonly name: string, readonly reason: string }} Failure
 */

/** Lines of a reason that are told: enough to see what was expected and what came. */
const mostLines = 14

/**
 * What failed according to a test runner's JSON report, each with the beginning of its reason; nothing where there is no
 * report. Runners say it among thousands of lines; said again at the end it is found.
 *
 * @param {string} file
 * @returns {readonly Failure[]}
 */
export function failuresOf(file) {
  try {
    return failuresIn(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return []
  }
}

/**
 * In vitest's report (Jest's form) or Playwright's.
 *
 * @param {any} report
 * @returns {readonly Failure[]}
 */
export function failuresIn(report) {
  if (Array.isArray(report.testResults)) return report.testResults.flatMap(failuresOfFile)
  return [
    ...report.errors.map((/** @type {any} */ { message }) => failure('outside of any test', [message])),
    ...report.suites.flatMap(failuresOfSuite),
  ]
}

/**
 * A file that ends in the middle says nothing of the tests that it still had.
 *
 * @param {any} file
 * @returns {readonly Failure[]}
 */
function failuresOfFile({ name, status, message, assertionResults }) {
  if (status === 'passed') return []
  const failed = assertionResults.filter((/** @type {any} */ test) => test.status === 'failed')
  if (failed.length === 0) return [failure(name, [message || 'it broke off before its end'])]
  return failed.map((/** @type {any} */ test) => failure(`${name} › ${test.fullName}`, test.failureMessages))
}

/**
 * @param {any} suite
 * @returns {readonly Failure[]}
 */
function failuresOfSuite({ specs = [], suites = [] }) {
  const failed = specs.flatMap((/** @type {any} */ { file, title, tests }) =>
    tests
      .filter((/** @type {any} */ test) => test.status === 'unexpected' || test.status === 'flaky')
      .map((/** @type {any} */ { projectName, results }) =>
        failure(
          `[${projectName}] ${file} › ${title}`,
          results.flatMap((/** @type {any} */ { errors }) => errors.map((/** @type {any} */ error) => error.message)),
        ),
      ),
  )
  return [...failed, ...suites.flatMap(failuresOfSuite)]
}

/**
 * @param {string} name
 * @param {readonly string[]} messages
 * @returns {Failure}
 */
function failure(name, messages) {
  const lines = stripVTControlCharacters(messages.join('\n')).split('\n')
  return { name, reason: lines.slice(0, mostLines).join('\n') }
}
