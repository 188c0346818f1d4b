import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')
/** What writes the memory of a process, secrets and all, to the disk or sends it away. */
const imaging =
  /crashReporter|writeHeapSnapshot|setHeapSnapshotNearHeapLimit|takeHeapSnapshot|heapsnapshot|process\.report|--report-|node-heapdump|contentTracing/

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:m?[jt]sx?|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

test('nothing of the program writes down what is in its memory: no crash dumps, no heap snapshots, no diagnostic reports', () => {
  const files = ['src-main', 'src-preload', 'src-renderer', 'build'].flatMap(sourcesIn)
  expect(files.length).toBeGreaterThan(200)
  expect(files.filter((file) => imaging.test(readFileSync(file, 'utf8')))).toEqual([])
})
