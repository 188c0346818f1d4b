import type { Database } from 'better-sqlite3'
import type { Store } from '../queue/ports.ts'

/** Settings as rows of key and JSON value; keys of other versions stay untouched. */
export function createSettingsRows(
  database: Database,
  transaction: Store['transaction'],
): Pick<Store, 'loadSettings' | 'saveSettings'> {
  const select = database.prepare<[], { key: string; value: string }>('SELECT key, value FROM settings ORDER BY key')
  const upsert = database.prepare<[string, string]>(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  )

  return {
    loadSettings() {
      return Object.fromEntries(select.all().map(({ key, value }): [string, unknown] => [key, JSON.parse(value)]))
    },
    saveSettings(settings) {
      transaction(() => {
        for (const [key, value] of Object.entries(settings)) upsert.run(key, JSON.stringify(value))
      })
    },
  }
}
