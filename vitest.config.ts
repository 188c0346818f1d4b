import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/**
 * Here Node keeps what it has compiled, for the next process and thread: those of the tests, and the programs that they
 * start from the sources. What has changed since is compiled anew.
 */
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/staffel-tests')

/** What measures milliseconds, or how much is lost in them, has the machine for itself. */
const timed = [
  'test/integration/main-job/kill.test.ts',
  'test/integration/main-job/live-slots.test.ts',
  'test/integration/main-job/pausing.test.ts',
  'test/integration/main-job/telling.test.ts',
  'test/integration/transfer/connections.test.ts',
  'test/integration/transfer/http2-choice.test.ts',
  'test/integration/transfer/stop-and-resume.test.ts',
]

/** What measures seconds, or how fast something comes that is held back on purpose, has a core for itself. */
const paced = [
  'test/integration/main-job/busy-host.test.ts',
  'test/integration/main-job/offline.test.ts',
  'test/integration/server/*.test.ts',
  'test/integration/sessions/token-expiry.test.ts',
  'test/integration/start/*.test.ts',
  'test/integration/transfer/any-faults.property.test.ts',
  'test/integration/transfer/several-workers.test.ts',
  'test/integration/transfer/slow-answers.test.ts',
  'test/integration/transfer/speed.test.ts',
  'test/integration/transfer/throttled-requests.test.ts',
]

/**
 * The HTTP parser behind `fetch` is WebAssembly, and after a thousand calls into JavaScript V8 compiles the way there
 * anew. What it then frees is kept for the whole process, and where other threads have come and gone it may be gone
 * already: "Check failed: jit_page.has_value()" ends the process, once in some ten runs of all tests (Node 24.21). The
 * program itself has no WebAssembly that does this; the tests' own `fetch` goes without the second compilation.
 */
const execArgv = ['--wasm-wrapper-tiering-budget=1000000000']

/**
 * Unit tests run side by side. What starts servers, workers and processes, and waits for them most of the time, comes
 * after them, three files at a time, two or one.
 */
export default defineConfig({
  test: {
    testTimeout: 20_000,
    execArgv,
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'], sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          exclude: [...timed, ...paced],
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      // What other programs have to be installed for; `npm run test:peers` runs it, and `npm test` does not.
      {
        extends: true,
        test: { name: 'peers', include: ['test/peers/**/*.test.ts'], fileParallelism: false, sequence: { groupOrder: 4 } },
      },
      { extends: true, test: { name: 'paced', include: paced, maxWorkers: 2, sequence: { groupOrder: 2 } } },
      { extends: true, test: { name: 'timed', include: timed, fileParallelism: false, sequence: { groupOrder: 3 } } },
    ],
  },
})
