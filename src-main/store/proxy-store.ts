import type { Database } from 'better-sqlite3'
import type { ProxyRecord, ProxyStore, SecretBox, Store } from '../queue/ports.ts'

interface ProxyRow {
  readonly id: string
  readonly name: string
  readonly kind: ProxyRecord['kind']
  readonly host: string
  readonly port: number
  readonly username: string
  readonly password: Uint8Array | null
  readonly created_at: string
}

/** The proxies; their passwords go through the box. */
export function createProxyStore(database: Database, transaction: Store['transaction'], box: SecretBox): ProxyStore {
  const select = database.prepare<[], ProxyRow>(
    'SELECT id, name, kind, host, port, username, password, created_at FROM proxies ORDER BY pk',
  )
  const upsert = database.prepare<[ProxyRow]>(
    `INSERT INTO proxies (id, name, kind, host, port, username, password, created_at)
     VALUES (@id, @name, @kind, @host, @port, @username, @password, @created_at)
     ON CONFLICT (id) DO UPDATE SET name = @name, kind = @kind, host = @host, port = @port, username = @username,
       password = @password`,
  )
  const remove = database.prepare<[string]>('DELETE FROM proxies WHERE id = ?')
  const countJobs = database
    .prepare<[string], number>(`SELECT count(*) FROM jobs WHERE proxy = ? AND status <> 'completed'`)
    .pluck()

  return {
    proxies: () =>
      select.all().map(({ password, created_at: createdAt, ...row }) => ({
        ...row,
        password: password === null ? null : box.open(password),
        createdAt,
      })),

    putProxy({ password, createdAt, ...proxy }) {
      const { id, name, kind, host, port, username } = proxy
      const sealed = password === null ? null : box.seal(password)
      transaction(() => upsert.run({ id, name, kind, host, port, username, password: sealed, created_at: createdAt }))
    },

    removeProxy(id) {
      transaction(() => remove.run(id))
    },

    openJobsOfProxy: (id) => countJobs.get(id) ?? 0,
  }
}
