import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { root, say } from './house.mjs'
import { onNewerNode, runToTheEnd } from './newer-node.mjs'
import { countsOf } from './test-counts.mjs'
import { failuresOf } from './test-failures.mjs'
import { tool } from './tool.mjs'

/**
 * `npm test`: everything that proves the project, one after the other, each with its own output. A step that fails
 * stops none of the others; at the end all that failed is named once more, and the last line counts everything: a check
 * (types, lint, dead code, build) counts as one.
 */
const reports = join(root, 'test-results')
const unitReport = join(reports, 'unit.json')
const browserReport = join(reports, 'e2e.json')

/** @type {readonly { name: string, run: readonly string[], report?: string }[]} */
const steps = [
  { name: 'types', run: [tool('typescript', 'tsc'), '-p', '.'] },
  { name: 'style and imports', run: [tool('@biomejs/biome', 'biome'), 'check', '--error-on-warnings', '.'] },
  { name: 'dead code', run: [tool('knip', 'knip')] },
  { name: 'build', run: [join(root, 'build/build.mjs')] },
  {
    name: 'unit and integration',
    run: [
      tool('vitest', 'vitest'),
      'run',
      '--project=!peers',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${unitReport}`,
    ],
    report: unitReport,
  },
  {
    name: 'end to end',
    run: [tool('@playwright/test', 'playwright'), 'test', '--project=web', '--project=double'],
    report: browserReport,
  },
]

if (await onNewerNode(import.meta.filename)) {
  for (const { report } of steps) if (report !== undefined) rmSync(report, { force: true })
  const sum = { passed: 0, failed: 0, skipped: 0 }
  /** @type {string[]} */
  const failed = []
  for (const step of steps) {
    say(`\n── ${step.name}`)
    const exitCode = await runToTheEnd(process.execPath, step.run)
    const counts = step.report === undefined ? null : countsOf(step.report)
    sum.passed += counts?.passed ?? (exitCode === 0 ? 1 : 0)
    // A runner that failed without a failed test has failed all the same.
    sum.failed += Math.max(counts?.failed ?? 0, exitCode === 0 ? 0 : 1)
    sum.skipped += counts?.skipped ?? 0
    if (exitCode === 0) continue
    failed.push(`✗ ${step.name} ended with code ${exitCode}`)
    for (const { name, reason } of step.report === undefined ? [] : failuresOf(step.report)) failed.push(`✗ ${name}\n${reason}`)
  }
  process.exitCode = sum.failed === 0 ? 0 : 1
  const left = sum.skipped === 0 ? '' : `${sum.skipped} left out, with the reason in their names\n`
  process.stdout.write(failed.length === 0 ? '' : `\n${failed.join('\n')}\n`)
  process.stdout.write(`\n${left}${sum.passed} passed, ${sum.failed} failed\n`)
}
