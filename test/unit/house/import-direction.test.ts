import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')
const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome')

/** A file of the house, what it may import, and what it may not. */
const house: Readonly<Record<string, { readonly allowed: readonly string[]; readonly refused: readonly string[] }>> = {
  'src-preload/contract/planted.ts': {
    allowed: ['zod', '@orpc/contract', './job.ts'],
    refused: ['node:fs', 'electron', '@orpc/server', '../../src-main/queue/ports.ts', '../index.ts'],
  },
  'src-preload/index.ts': {
    allowed: ['electron', './contract/bridge.ts'],
    refused: ['node:fs', '../src-main/api/router.ts', '../src-renderer/main.tsx', 'zod'],
  },
  'src-preload/sign-in.ts': {
    allowed: ['electron', './contract/sign-in-bar.ts'],
    refused: ['node:fs', '../src-main/api/router.ts', './index.ts', 'zod'],
  },
  'src-main/queue/planted.ts': {
    allowed: ['../../src-preload/contract/index.ts', './slots.ts'],
    refused: [
      'node:crypto',
      'electron',
      'got',
      'better-sqlite3',
      '../store/open-store.ts',
      '../transfer/pool/transfer-pool.ts',
      './../api/router.ts',
    ],
  },
  'src-main/queue/ports/planted.ts': {
    allowed: ['../../../src-preload/contract/index.ts', './store.ts'],
    refused: ['node:crypto', 'electron', '../../store/open-store.ts', '../../transfer/protocol.ts'],
  },
  'src-main/queue/commands/planted.ts': {
    allowed: ['../../../src-preload/contract/index.ts', '../ports.ts', '../slots.ts', './bulk.ts'],
    refused: ['node:crypto', 'electron', '../../store/open-store.ts', '../../api/router.ts', './../../api/router.ts'],
  },
  'src-main/transfer/protocol.ts': {
    allowed: ['../queue/ports.ts', '../../src-preload/contract/index.ts'],
    refused: ['node:worker_threads', './worker/main.ts', '../queue/slots.ts', '../queue/ports/transfer.ts'],
  },
  'src-main/transfer/common-memory.ts': {
    allowed: [],
    refused: ['node:worker_threads', './protocol.ts', './worker/main.ts', '../queue/ports.ts'],
  },
  'src-main/streams/planted.ts': {
    allowed: ['hls-parser', 'saxes', './plan.ts'],
    refused: ['node:fs', '../queue/ports.ts', '../transfer/worker/engine.ts', '../../src-preload/contract/index.ts', 'got'],
  },
  'src-main/transfer/worker/stream/planted.ts': {
    allowed: ['../../protocol.ts', '../throttle.ts', '../../../streams/plan.ts', 'node:crypto', 'mediabunny', './log-format.ts'],
    refused: ['../../pool/transfer-pool.ts', '../../../store/open-store.ts', 'electron', 'hls-parser', 'better-sqlite3'],
  },
  'src-main/transfer/worker/planted.ts': {
    allowed: ['../protocol.ts', '../common-memory.ts', 'node:net', 'node:fs/promises', 'got', './segments.ts'],
    refused: [
      '../pool/transfer-pool.ts',
      '../../store/open-store.ts',
      '../../queue/slots.ts',
      'electron',
      'better-sqlite3',
      'fastify',
    ],
  },
  'src-main/transfer/pool/planted.ts': {
    allowed: ['../protocol.ts', '../common-memory.ts', '../../queue/ports.ts', 'node:worker_threads'],
    refused: ['../worker/main.ts', '../../store/open-store.ts', 'got', 'electron', 'node:net'],
  },
  'src-main/sessions/planted.ts': {
    allowed: ['../../src-preload/contract/index.ts', '../queue/ports.ts', 'node:fs', 'tough-cookie', './jar.ts'],
    refused: ['../store/open-store.ts', 'electron', '../server/web-server.ts', 'better-sqlite3'],
  },
  'src-main/sources/planted.ts': {
    allowed: ['../queue/ports.ts', 'node:url', '../transfer/worker/safe-name.ts', '../streams/hls.ts'],
    refused: ['../store/open-store.ts', 'electron', '../server/web-server.ts', '../transfer/worker/engine.ts'],
  },
  'src-main/sources/worker/planted.ts': {
    allowed: ['../source.ts', '../../queue/ports.ts', '../../../src-preload/contract/index.ts', 'mime'],
    refused: ['../../store/open-store.ts', '../../queue/slots.ts', 'electron', '../../sessions/jar.ts'],
  },
  'src-main/store/planted.ts': {
    allowed: ['../../src-preload/contract/index.ts', '../queue/ports.ts', '../platform/clock.ts', 'better-sqlite3', 'node:fs'],
    refused: ['../queue/slots.ts', '../queue/ports/store.ts', '../api/router.ts', '../transfer/protocol.ts', 'electron', 'got'],
  },
  'src-main/platform/planted.ts': {
    allowed: ['../../src-preload/contract/index.ts', '../queue/ports.ts', 'node:os', 'temporal-polyfill'],
    refused: ['../store/open-store.ts', 'electron', 'better-sqlite3', '../queue/slots.ts', '../queue/ports/platform.ts'],
  },
  'src-main/api/planted.ts': {
    allowed: ['../../src-preload/contract/index.ts', '../queue/queue-manager.ts', '../sessions/jar.ts', '../sources/feed.ts'],
    refused: [
      '../store/open-store.ts',
      '../server/web-server.ts',
      '../electron/run-desktop.ts',
      'electron',
      'fastify',
      '../transfer/protocol.ts',
    ],
  },
  'src-main/electron/planted.ts': {
    allowed: ['electron', '../api/router.ts', '../platform/paths.ts', 'node:path', '../../src-preload/contract/bridge.ts'],
    refused: ['../store/open-store.ts', '../transfer/protocol.ts', '../server/web-server.ts', 'better-sqlite3', 'got'],
  },
  'src-main/electron/sign-in/planted.ts': {
    allowed: ['electron', '../texts.ts', '../../queue/ports.ts', '../../platform/paths.ts', './opening.ts'],
    refused: ['../../store/open-store.ts', '../../server/web-server.ts', '../../sessions/jar.ts', 'got'],
  },
  'src-main/server/planted.ts': {
    allowed: ['fastify', '@fastify/static', '@orpc/openapi/fastify', '../api/router.ts', '../platform/paths.ts', 'node:http'],
    refused: ['electron', '../electron/run-desktop.ts', '../store/open-store.ts', '../transfer/protocol.ts', '../queue/slots.ts'],
  },
  'src-main/entry/desktop.ts': {
    allowed: ['../electron/run-desktop.ts', '../store/open-store.ts', '../transfer/pool/transfer-pool.ts'],
    refused: ['../../src-renderer/main.tsx', 'better-sqlite3'],
  },
  'src-main/entry/web.ts': {
    allowed: ['../server/web-server.ts', '../store/open-store.ts'],
    refused: ['electron', '../electron/run-desktop.ts'],
  },
  'src-renderer/gallery/planted.tsx': {
    allowed: ['react', '../ui/button.tsx', './specimen.tsx'],
    refused: ['../state/selection.ts', '../features/add/add-dialog.tsx', '../app/shell.tsx', 'node:fs', 'electron'],
  },
  'src-renderer/ui/planted.tsx': {
    allowed: ['react', 'react-aria-components', './button.tsx', '../../src-preload/contract/index.ts'],
    refused: [
      '../state/selection.ts',
      '../features/add/add-dialog.tsx',
      '../app/shell.tsx',
      '../gallery/tokens.ts',
      'node:fs',
      'electron',
      '@orpc/client',
    ],
  },
  'src-renderer/state/planted.ts': {
    allowed: ['zustand', '../ui/format/index.ts', '../../src-preload/contract/index.ts'],
    refused: [
      '../features/add/add-dialog.tsx',
      '../app/shell.tsx',
      '@orpc/client/websocket',
      '../../src-main/queue/ports.ts',
      'node:fs',
    ],
  },
  'src-renderer/state/transport.ts': {
    allowed: ['@orpc/client', '@orpc/client/websocket', '@orpc/client/message-port'],
    refused: ['../features/add/add-dialog.tsx', 'electron', '@orpc/server'],
  },
  'src-renderer/features/add/planted.tsx': {
    allowed: ['../../state/selection.ts', '../../ui/button.tsx', 'react'],
    refused: ['../../app/shell.tsx', '@orpc/client', '../../../src-main/api/router.ts', 'electron', 'node:path'],
  },
  'src-renderer/app/planted.tsx': {
    allowed: ['../features/add/add-dialog.tsx', '../state/selection.ts', '../ui/button.tsx'],
    refused: ['../../src-main/api/router.ts', 'electron', 'node:path', '@orpc/client/websocket'],
  },
}

let folder: string
/** Refused imports by file. */
let refusals: Map<string, Set<string>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staffel-house-'))
  await copyFile(join(root, 'biome.json'), join(folder, 'biome.json'))
  for (const [file, { allowed, refused }] of Object.entries(house)) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), [...allowed, ...refused].map((name) => `import '${name}'\n`).join(''))
  }
  refusals = await lintImports(folder)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe.each(Object.entries(house))('%s', (file, { allowed, refused }) => {
  test.each(refused)('may not import %s', (name) => {
    expect([...(refusals.get(file) ?? [])]).toContain(name)
  })

  test.each(allowed)('may import %s', (name) => {
    expect([...(refusals.get(file) ?? [])]).not.toContain(name)
  })
})

/** Runs the linter with the project's own configuration over a folder. */
async function lintImports(where: string): Promise<Map<string, Set<string>>> {
  const options = [
    'lint',
    '--only=style/noRestrictedImports',
    '--reporter=json',
    '--max-diagnostics=none',
    '--vcs-enabled=false',
    '.',
  ]
  const report = await new Promise<string>((done) => {
    // It ends with an error code, because it finds something.
    execFile(process.execPath, [biome, ...options], { cwd: where, maxBuffer: 64 << 20 }, (_error, stdout) => done(stdout))
  })
  const found = new Map<string, Set<string>>()
  for (const { location } of JSON.parse(report).diagnostics) {
    const lines = [...(house[location.path]?.allowed ?? []), ...(house[location.path]?.refused ?? [])]
    const name = lines[location.start.line - 1]
    if (name !== undefined) found.set(location.path, (found.get(location.path) ?? new Set()).add(name))
  }
  return found
}
