import { z } from 'zod'
import { idSchema } from './episode.ts'
import { hostPatternSchema } from './host-pattern.ts'
import { headersSchema } from './job.ts'

const timeSchema = z.iso.datetime()

/**
 * How the exchanges of a session (a request's head to its answer's head) follow one another. `shared`: side by side,
 * for cookies that don't change. `rotating`: one after the other, for servers that renew a token with each answer;
 * bodies come side by side all the same. `exclusive`: one whole transfer at a time. `automatic`: `shared` until an
 * answer changes a cookie that requests carry, and `rotating` from then on.
 */
export const sessionModes = ['shared', 'rotating', 'exclusive', 'automatic'] as const
export const sessionModeSchema = z.enum(sessionModes)
export type SessionMode = z.infer<typeof sessionModeSchema>
/** What an `automatic` one has come to be. */
export const effectiveModes = ['shared', 'rotating', 'exclusive'] as const
export const effectiveModeSchema = z.enum(effectiveModes)
export type EffectiveMode = z.infer<typeof effectiveModeSchema>

export const sameSites = ['strict', 'lax', 'none'] as const

/** A cookie as it is handed in: RFC 6265bis §4.1, §5.5. */
export const newCookieSchema = z.strictObject({
  name: z.string().max(4_096),
  value: z.string().max(4_096),
  /** A leading dot, or none: both mean the domain with all that is below it, unless `hostOnly`. */
  domain: z.string().trim().min(1).max(255),
  path: z.string().startsWith('/').max(1_024).default('/'),
  /** Null or left out: until the session is signed out. */
  expires: timeSchema.nullable().optional(),
  secure: z.boolean().optional(),
  httpOnly: z.boolean().optional(),
  hostOnly: z.boolean().optional(),
  sameSite: z.enum(sameSites).nullable().optional(),
})
export type NewCookie = z.infer<typeof newCookieSchema>

/** A cookie as it is shown. Its value never leaves the program by itself. */
export const cookieSchema = z.object({
  name: z.string(),
  domain: z.string(),
  path: z.string(),
  expires: timeSchema.nullable(),
  secure: z.boolean(),
  httpOnly: z.boolean(),
  hostOnly: z.boolean(),
  sameSite: z.enum(sameSites).nullable(),
  /** When an answer last gave it another value; null where none has. */
  changedAt: timeSchema.nullable(),
})
export type Cookie = z.infer<typeof cookieSchema>

/** Why a session needs a new sign-in. */
export const signInNeedSchema = z.object({
  since: timeSchema,
  /** Where it showed, `name[:port]`. */
  host: z.string(),
  /** The status it showed by; null where it was a sign-in page. */
  status: z.int().nullable(),
})
export type SignInNeed = z.infer<typeof signInNeedSchema>

const nameSchema = z.string().trim().min(1).max(100)
/** Where they are given, nothing of the session goes to other hosts, and nothing is taken from these. */
const hostsSchema = z.array(hostPatternSchema).max(100)

/** A named cookie jar with its rules. */
export const sessionSchema = z.object({
  id: idSchema,
  name: z.string(),
  mode: sessionModeSchema,
  effectiveMode: effectiveModeSchema,
  hosts: hostsSchema,
  /** Where a person signs in; null where nobody said so. */
  signInUrl: z.string().nullable(),
  cookies: z.array(cookieSchema),
  /** Null while it is in order, as far as anybody knows. */
  signIn: signInNeedSchema.nullable(),
  /** How often an answer renewed a cookie that requests carry, and when last. */
  rotations: z.int().min(0),
  rotatedAt: timeSchema.nullable(),
  createdAt: timeSchema,
  usedAt: timeSchema.nullable(),
  /** Jobs that name it, and those of them that are not finished. */
  jobs: z.int().min(0),
  openJobs: z.int().min(0),
})
export type Session = z.infer<typeof sessionSchema>

/** Up to a megabyte of what somebody exported or copied. */
const cookiesTextSchema = z.string().min(1).max(1_048_576)
/** Whose the cookies are of which `cookiesText` does not say it; without it the first of the hosts, or the host of `signInUrl`. */
const cookiesHostSchema = hostPatternSchema.optional()
const cookiesSchema = z.array(newCookieSchema).max(10_000)
const signInUrlSchema = z
  .url({ protocol: /^https?$/ })
  .max(4_096)
  .nullable()

export const newSessionSchema = z
  .strictObject({
    name: nameSchema,
    mode: sessionModeSchema.default('automatic'),
    hosts: hostsSchema.default([]),
    signInUrl: signInUrlSchema.default(null),
    cookies: cookiesSchema.optional(),
    /** A `cookies.txt`, a browser extension's JSON, a plain `{name: value}`, a `Cookie:` header, a `curl` command. */
    cookiesText: cookiesTextSchema.optional(),
    cookiesHost: cookiesHostSchema,
  })
  .refine(({ cookies, cookiesText }) => cookies === undefined || cookiesText === undefined, {
    path: ['cookies'],
    error: 'give either cookies or cookiesText',
  })
export type NewSession = z.output<typeof newSessionSchema>

export const sessionPatchSchema = z
  .strictObject({
    sessionId: idSchema,
    name: nameSchema.optional(),
    mode: sessionModeSchema.optional(),
    hosts: hostsSchema.optional(),
    signInUrl: signInUrlSchema.optional(),
    cookies: cookiesSchema.optional(),
    cookiesText: cookiesTextSchema.optional(),
    cookiesHost: cookiesHostSchema,
    /** Whether the cookies take the place of all that are there, or join them. */
    replace: z.boolean().default(false),
    /** Cookies to be forgotten, each as it is listed. */
    removeCookies: z
      .array(z.strictObject({ name: z.string(), domain: z.string(), path: z.string() }))
      .max(10_000)
      .optional(),
  })
  .refine(({ cookies, cookiesText }) => cookies === undefined || cookiesText === undefined, {
    path: ['cookies'],
    error: 'give either cookies or cookiesText',
  })
export type SessionPatch = Omit<z.output<typeof sessionPatchSchema>, 'sessionId'>

/** What was recognised in a text of cookies. */
export const cookieFormats = ['netscape', 'json', 'plain', 'header', 'curl'] as const

/** Why something of a text could not be used as it stands there; said of what `line` and `name` name. */
export const importProblems = [
  'badCharacters',
  'badDomain',
  'badExpiry',
  'badHeader',
  'badUrl',
  'defaultEntry',
  'duplicate',
  'expired',
  'fromFile',
  'moreCommands',
  'moreProblems',
  'moreUrls',
  'noEffect',
  'noHost',
  'noLogin',
  'noName',
  'noPassword',
  'noUrl',
  'notJson',
  'notText',
  'openQuote',
  'otherMethod',
  'otherSignIn',
  'ownHeader',
  'sendsBody',
  'tooFewFields',
  'tooLong',
  'tooMany',
  'unexpanded',
  'unknownOption',
  'unknownWord',
] as const
export const importProblemSchema = z.object({
  /** Line, or entry of a JSON list, from 1; null where it is about all of it. */
  line: z.int().min(1).nullable(),
  /** The cookie, option, header, host or number that it is about; never a value. */
  name: z.string().nullable(),
  reason: z.enum(importProblems),
})
export type ImportProblem = z.infer<typeof importProblemSchema>
export type ImportReason = ImportProblem['reason']

/** What a text holds, before anything is made of it; values left out. */
export const cookieInspectionSchema = z.object({
  /** Null where nothing was recognised. */
  format: z.enum(cookieFormats).nullable(),
  /** Of no domain where the text does not say whose they are and no host was named: not to be used like that. */
  cookies: z.array(cookieSchema),
  /** Hosts that the cookies belong to, most cookies first. */
  hosts: z.array(z.string()),
  /** Of a curl command that can be a download: what it asks for, without secrets, its headers by their names. */
  request: z.object({ url: z.string(), method: z.string(), headers: z.array(z.string()) }).nullable(),
  problems: z.array(importProblemSchema),
})
export type CookieInspection = z.infer<typeof cookieInspectionSchema>

export const exportFormats = ['netscape', 'json'] as const

/**
 * `basic` goes with each request; `digest` only answers a challenge (RFC 7616); `automatic` waits for the challenge, takes
 * digest where that is offered, and goes with each request once it was basic; `bearer` is a token (RFC 6750).
 */
export const credentialSchemes = ['automatic', 'basic', 'digest', 'bearer'] as const

/** User name and password, or a token, for a host. The secret is never shown. */
export const credentialSchema = z.object({
  id: idSchema,
  host: hostPatternSchema,
  scheme: z.enum(credentialSchemes),
  /** Empty for a token. */
  username: z.string(),
  createdAt: timeSchema,
  usedAt: timeSchema.nullable(),
  /** Since when the server refuses it; null while it does not. */
  refusedAt: timeSchema.nullable(),
})
export type Credential = z.infer<typeof credentialSchema>

/** RFC 7617 §2: no colon in a user name. */
const usernameSchema = z
  .string()
  .max(1_000)
  .regex(/^[^:\p{Cc}]*$/u, 'not a user name')
const secretSchema = z
  .string()
  .max(16_384)
  .regex(/^\P{Cc}*$/u, 'holds control characters')

export const newCredentialSchema = z.strictObject({
  host: hostPatternSchema,
  scheme: z.enum(credentialSchemes).default('automatic'),
  username: usernameSchema.default(''),
  secret: secretSchema,
})
export type NewCredential = z.output<typeof newCredentialSchema>

export const credentialPatchSchema = z.strictObject({
  credentialId: idSchema,
  host: hostPatternSchema.optional(),
  scheme: z.enum(credentialSchemes).optional(),
  username: usernameSchema.optional(),
  secret: secretSchema.optional(),
})
export type CredentialPatch = Omit<z.output<typeof credentialPatchSchema>, 'credentialId'>

/** A curl command as a download: what the caller handed in, taken apart, secrets among it. */
export const curlDownloadSchema = z.object({
  url: z.string(),
  /** Fit for a job: without what Staffel sets itself, and without cookies. */
  headers: headersSchema,
  cookies: z.array(newCookieSchema),
  credential: newCredentialSchema.nullable(),
})
export type CurlDownload = z.infer<typeof curlDownloadSchema>
