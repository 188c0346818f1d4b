import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '../../../src-main/queue/ports.ts'
import { openStore } from '../../../src-main/store/open-store.ts'
import { testBox } from '../../support/secret-box.ts'

/** Lends an empty store in a real file, closed and deleted afterwards; for properties, which need many in one test. */
export function withStore(work: (store: Store, file: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'staffel-store-'))
  const file = join(folder, 'staffel.db')
  const store = openStore({ box: testBox, file })
  try {
    work(store, file)
  } finally {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
