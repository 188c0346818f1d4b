import { z } from 'zod'
import type { ContractBase } from './base.ts'
import { idSchema } from './episode.ts'
import {
  cookieInspectionSchema,
  credentialPatchSchema,
  credentialSchema,
  curlDownloadSchema,
  exportFormats,
  importProblemSchema,
  newCredentialSchema,
  newSessionSchema,
  sessionPatchSchema,
  sessionSchema,
} from './session.ts'

const sessionIdInput = z.strictObject({ sessionId: idSchema })
const done = z.object({ done: z.literal(true) })

/** Sessions and credentials, as everything can be asked of them. `base`: how every procedure may be refused. */
export function sessionRoutes(base: ContractBase) {
  return {
    sessions: {
      list: base
        .route({ method: 'GET', path: '/v1/sessions' })
        .output(z.object({ items: z.array(sessionSchema), total: z.int() })),
      add: base.route({ method: 'POST', path: '/v1/sessions', successStatus: 201 }).input(newSessionSchema).output(sessionSchema),
      get: base.route({ method: 'GET', path: '/v1/sessions/{sessionId}' }).input(sessionIdInput).output(sessionSchema),
      /** New cookies also end what waits for a sign-in. */
      update: base.route({ method: 'PATCH', path: '/v1/sessions/{sessionId}' }).input(sessionPatchSchema).output(sessionSchema),
      /** Refused while jobs that are not finished name it, unless `force`: those then go on without it. */
      remove: base
        .route({ method: 'DELETE', path: '/v1/sessions/{sessionId}' })
        .input(sessionIdInput.extend({ force: z.union([z.boolean(), z.stringbool()]).default(false) }))
        .output(done),
      /** What waits for a sign-in tries again as things are. */
      resume: base.route({ method: 'POST', path: '/v1/sessions/{sessionId}/resume' }).input(sessionIdInput).output(sessionSchema),
      /** Opens the window for signing in; only on the desktop. Answers once it is closed: signed in or not. */
      signIn: base
        .route({ method: 'POST', path: '/v1/sessions/{sessionId}/sign-in' })
        .input(
          sessionIdInput.extend({
            url: z
              .url({ protocol: /^https?$/ })
              .max(4_096)
              .optional(),
          }),
        )
        .output(z.object({ signedIn: z.boolean(), session: sessionSchema })),
      /** What a text of cookies holds, for a look before it is used. */
      inspect: base
        .route({ method: 'POST', path: '/v1/sessions/inspect' })
        .input(z.strictObject({ text: z.string().max(1_048_576), host: z.string().max(255).optional() }))
        .output(cookieInspectionSchema),
      /** Takes a curl command apart, so that it can become a job, a session and a credential; null: it cannot be a download. */
      readCurl: base
        .route({ method: 'POST', path: '/v1/sessions/curl' })
        .input(z.strictObject({ text: z.string().max(1_048_576) }))
        .output(z.object({ download: curlDownloadSchema.nullable(), problems: z.array(importProblemSchema) })),
      /** The one way out for the values: the person's own file, as other programs read it. */
      export: base
        .route({ method: 'POST', path: '/v1/sessions/{sessionId}/export' })
        .input(sessionIdInput.extend({ format: z.enum(exportFormats).default('netscape') }))
        .output(z.object({ fileName: z.string(), text: z.string() })),
    },
    credentials: {
      list: base
        .route({ method: 'GET', path: '/v1/credentials' })
        .output(z.object({ items: z.array(credentialSchema), total: z.int() })),
      add: base
        .route({ method: 'POST', path: '/v1/credentials', successStatus: 201 })
        .input(newCredentialSchema)
        .output(credentialSchema),
      update: base
        .route({ method: 'PATCH', path: '/v1/credentials/{credentialId}' })
        .input(credentialPatchSchema)
        .output(credentialSchema),
      remove: base
        .route({ method: 'DELETE', path: '/v1/credentials/{credentialId}' })
        .input(z.strictObject({ credentialId: idSchema }))
        .output(done),
      /** Takes over what a `netrc` file holds; a host that has a credential already keeps it unless `replace`. */
      importNetrc: base
        .route({ method: 'POST', path: '/v1/credentials/netrc' })
        .input(z.strictObject({ text: z.string().max(1_048_576), replace: z.boolean().default(false) }))
        .output(z.object({ added: z.int(), replaced: z.int(), kept: z.int(), problems: z.array(importProblemSchema) })),
    },
  }
}
