import { z } from 'zod'
import { hostPatternSchema } from './host-pattern.ts'

/**
 * Which way requests go: as the system says (in the web mode, which has none to ask, as the environment says), as the
 * environment's `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` say, straight to the server, or through the
 * proxy of this id.
 */
export const plainProxyUses = ['system', 'environment', 'none'] as const
export const proxyUseSchema = z.string().min(1).max(64)
export type ProxyUse = z.infer<typeof proxyUseSchema>

/** `name[:port]`, `*.name[:port]` for all that is below it, or `*`. */
const wildHostSchema = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(255)
  .regex(/^(?:\*|(?:\*\.)?(?:\[[0-9a-f:.]+\]|[^\s/?#@:[\]*<>]+)(?::\d{1,5})?)$/, 'not a host')

/** Also a network as `address/bits`, and `<local>`: this machine, and names without a dot. */
const bypassSchema = z.union([z.literal('<local>'), z.cidrv4(), z.cidrv6(), wildHostSchema])

export const proxySettingsSchema = z.strictObject({
  use: proxyUseSchema,
  /** Asked directly where `use` names a proxy; the system and the environment have exceptions of their own. */
  bypass: z.array(bypassSchema).max(500),
  /** Hosts with a way of their own, before `bypass`; the first that fits counts. */
  hosts: z.array(z.strictObject({ host: wildHostSchema, use: proxyUseSchema })).max(500),
})
export type ProxySettings = z.infer<typeof proxySettingsSchema>

export const defaultProxySettings: ProxySettings = { use: 'system', bypass: ['<local>'], hosts: [] }

/** SHA-256 of a certificate as it stands in it (DER), as `AB:CD:…`. */
const fingerprintSchema = z
  .string()
  .toUpperCase()
  .regex(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/, 'not a fingerprint')

/** One certificate of one host that is taken although nobody vouches for it. */
export const certificateExceptionSchema = z.strictObject({
  /** `name[:port]` as in the address; without a port it means the scheme's own. */
  host: hostPatternSchema,
  fingerprint256: fingerprintSchema,
  grantedAt: z.iso.datetime(),
})
export type CertificateException = z.infer<typeof certificateExceptionSchema>

/** Whom encrypted connections are trusted to, besides the authorities that Node and the system know. */
export const tlsSettingsSchema = z.strictObject({
  /** Absolute paths of PEM files with certificates of authorities. */
  caFiles: z.array(z.string().min(1).max(4_096)).max(32),
  exceptions: z.array(certificateExceptionSchema).max(1_000),
})
export type TlsSettings = z.infer<typeof tlsSettingsSchema>

export const defaultTlsSettings: TlsSettings = { caFiles: [], exceptions: [] }

/** What a server showed that could not be trusted; stands as `certificate` in the params of a `TLS` error. */
export const shownCertificateSchema = z.object({
  subject: z.string(),
  issuer: z.string(),
  /** Hosts that it is for, as it says. */
  names: z.string(),
  validFrom: z.iso.datetime().nullable(),
  validTo: z.iso.datetime().nullable(),
  fingerprint256: z.string(),
})
export type ShownCertificate = z.infer<typeof shownCertificateSchema>
