import type { Database } from 'better-sqlite3'
import type { KeptCredential, SecretBox, SessionRecord, SessionStore, Store } from '../queue/ports.ts'

interface SessionRow {
  readonly id: string
  readonly name: string
  readonly mode: SessionRecord['mode']
  readonly effective_mode: SessionRecord['effectiveMode']
  readonly hosts: string
  readonly sign_in_url: string | null
  readonly sign_in: string | null
  readonly rotations: number
  readonly rotated_at: string | null
  readonly created_at: string
  readonly used_at: string | null
}

interface CredentialRow {
  readonly id: string
  readonly host: string
  readonly scheme: KeptCredential['scheme']
  readonly username: string
  readonly created_at: string
  readonly used_at: string | null
  readonly refused_at: string | null
  readonly secret: Uint8Array
}

const sessionColumns = 'id, name, mode, effective_mode, hosts, sign_in_url, sign_in, rotations, rotated_at, created_at, used_at'

/** Sessions with their jars, and credentials; what is secret in them goes through the box. */
export function createSessionStore(database: Database, transaction: Store['transaction'], box: SecretBox): SessionStore {
  const selectSessions = database.prepare<[], SessionRow>(`SELECT ${sessionColumns} FROM sessions ORDER BY pk`)
  const upsertSession = database.prepare<[SessionRow]>(
    `INSERT INTO sessions (${sessionColumns})
     VALUES (@id, @name, @mode, @effective_mode, @hosts, @sign_in_url, @sign_in, @rotations, @rotated_at, @created_at, @used_at)
     ON CONFLICT (id) DO UPDATE SET name = @name, mode = @mode, effective_mode = @effective_mode, hosts = @hosts,
       sign_in_url = @sign_in_url, sign_in = @sign_in, rotations = @rotations, rotated_at = @rotated_at, used_at = @used_at`,
  )
  const free = database.prepare<[number]>(
    `UPDATE jobs SET session_id = NULL WHERE pk IN (
       SELECT pk FROM jobs
       WHERE session_id IN (SELECT session FROM session_jobs WHERE session NOT IN (SELECT id FROM sessions)) LIMIT ?
     )`,
  )
  const deleteSession = database.prepare<[string]>('DELETE FROM sessions WHERE id = ?')
  const selectJar = database.prepare<[string], Uint8Array | null>('SELECT jar FROM sessions WHERE id = ?').pluck()
  const updateJar = database.prepare<[Uint8Array, string]>('UPDATE sessions SET jar = ? WHERE id = ?')
  const selectCredentials = database.prepare<[], CredentialRow>(
    'SELECT id, host, scheme, username, created_at, used_at, refused_at, secret FROM credentials ORDER BY host',
  )
  const upsertCredential = database.prepare<[Omit<CredentialRow, 'secret'> & { secret: Uint8Array | null }]>(
    `INSERT INTO credentials (id, host, scheme, username, created_at, used_at, refused_at, secret)
     VALUES (@id, @host, @scheme, @username, @created_at, @used_at, @refused_at,
       coalesce(@secret, (SELECT secret FROM credentials WHERE id = @id)))
     ON CONFLICT (id) DO UPDATE SET host = @host, scheme = @scheme, username = @username, used_at = @used_at,
       refused_at = @refused_at, secret = excluded.secret`,
  )
  const deleteCredential = database.prepare<[string]>('DELETE FROM credentials WHERE id = ?')
  const selectJobs = database.prepare<[], { session: string; jobs: number; openJobs: number }>(
    'SELECT session, jobs, open_jobs AS openJobs FROM session_jobs',
  )

  return {
    sessions: () => selectSessions.all().map(toSession),

    putSession(session) {
      transaction(() => upsertSession.run(toSessionRow(session)))
    },

    removeSession(id, limit) {
      transaction(() => {
        deleteSession.run(id)
        free.run(limit)
      })
    },

    freeJobs: (limit) => transaction(() => free.run(limit).changes, { durable: false }),

    jar(sessionId) {
      const sealed = selectJar.get(sessionId)
      return sealed == null ? null : (box.open(sealed) ?? 'unreadable')
    },

    putJar(sessionId, jar, session, options) {
      transaction(() => {
        upsertSession.run(toSessionRow(session))
        updateJar.run(box.seal(jar), sessionId)
      }, options)
    },

    credentials: () => selectCredentials.all().map((row) => toCredential(row, box.open(row.secret))),

    putCredential(credential) {
      const secret = credential.secret === null ? null : box.seal(credential.secret)
      transaction(() => upsertCredential.run({ ...toCredentialRow(credential), secret }))
    },

    removeCredential(id) {
      transaction(() => deleteCredential.run(id))
    },

    sessionJobs: () => new Map(selectJobs.all().map(({ session, ...counts }) => [session, counts])),
  }
}

function toSession(row: SessionRow): SessionRecord {
  const hosts: string[] = JSON.parse(row.hosts)
  const signIn: SessionRecord['signIn'] = row.sign_in === null ? null : JSON.parse(row.sign_in)
  return {
    id: row.id,
    name: row.name,
    mode: row.mode,
    effectiveMode: row.effective_mode,
    hosts,
    signInUrl: row.sign_in_url,
    signIn,
    rotations: row.rotations,
    rotatedAt: row.rotated_at,
    createdAt: row.created_at,
    usedAt: row.used_at,
  }
}

function toSessionRow(session: SessionRecord): SessionRow {
  return {
    id: session.id,
    name: session.name,
    mode: session.mode,
    effective_mode: session.effectiveMode,
    hosts: JSON.stringify(session.hosts),
    sign_in_url: session.signInUrl,
    sign_in: session.signIn === null ? null : JSON.stringify(session.signIn),
    rotations: session.rotations,
    rotated_at: session.rotatedAt,
    created_at: session.createdAt,
    used_at: session.usedAt,
  }
}

function toCredentialRow({ createdAt, usedAt, refusedAt, ...credential }: KeptCredential): Omit<CredentialRow, 'secret'> {
  const { id, host, scheme, username } = credential
  return { id, host, scheme, username, created_at: createdAt, used_at: usedAt, refused_at: refusedAt }
}

function toCredential(row: CredentialRow, secret: string | null): KeptCredential {
  const { id, host, scheme, username } = row
  return {
    id,
    host,
    scheme,
    username,
    createdAt: row.created_at,
    usedAt: row.used_at,
    refusedAt: row.refused_at,
    secret,
  }
}
