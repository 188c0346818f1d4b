import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root, say } from './house.mjs'
import { onNewerNode, runToTheEnd } from './newer-node.mjs'
import { tool } from './tool.mjs'

/**
 * `npm run test:peers`: the tests beside other people's programs (web servers, packagers), as far as those are installed. What
 * was left out is named at the end, with the reason.
 */
if (await onNewerNode(import.meta.filename)) {
  const report = join(root, 'test-results/peers.json')
  rmSync(report, { force: true })
  process.exitCode = await runToTheEnd(process.execPath, [
    tool('vitest', 'vitest'),
    'run',
    '--project=peers',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ])
  for (const name of leftOut(report)) say(`left out: ${name}`)
}

/**
 * @param {string} report
 * @returns {readonly string[]} full names; none where there is no report
 */
function leftOut(report) {
  try {
    /** @type {{ testResults: readonly { assertionResults: readonly { fullName: string, status: string }[] }[] }} */
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
    const all = testResults.flatMap(({ assertionResults }) => assertionResults)
    return all.filter(({ status }) => status === 'skipped' || status === 'pending').map(({ fullName }) => fullName)
  } catch {
    return []
  }
}
