import { z } from 'zod'
import { idSchema } from './episode.ts'

/** How a proxy is spoken to: in clear or encrypted HTTP (RFC 9110 §7.6), SOCKS 4a, SOCKS 5 (RFC 1928). */
export const proxyKinds = ['http', 'https', 'socks4', 'socks5'] as const
export const proxyKindSchema = z.enum(proxyKinds)
export type ProxyKind = z.infer<typeof proxyKindSchema>

/** `name` or an address, IPv6 in brackets. */
const proxyHostSchema = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(255)
  .regex(/^(?:\[[0-9a-f:.]+\]|[^\s/?#@:[\]*]+)$/, 'not a host')
const portSchema = z.int().min(1).max(65_535)
/** Empty: it is called by its host and port. */
const nameSchema = z.string().trim().max(100)
/** RFC 1929 §2. */
const mostSecretBytes = 255
const fits = (text: string) => new TextEncoder().encode(text).length <= mostSecretBytes
/** RFC 7617 §2: no colon in a user name. */
const usernameSchema = z
  .string()
  .regex(/^[^:\p{Cc}]*$/u, 'not a user name')
  .refine(fits, { params: { reason: 'maximum' } })
const passwordSchema = z
  .string()
  .regex(/^\P{Cc}*$/u, 'holds control characters')
  .refine(fits, { params: { reason: 'maximum' } })

/** A proxy that requests can go through. Its password is never shown. */
export const proxySchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: proxyKindSchema,
  host: z.string(),
  port: portSchema,
  /** Empty: it asks for none. */
  username: z.string(),
  hasPassword: z.boolean(),
  createdAt: z.iso.datetime(),
})
export type ProxyServer = z.infer<typeof proxySchema>

export const newProxySchema = z.strictObject({
  name: nameSchema.default(''),
  kind: proxyKindSchema,
  host: proxyHostSchema,
  port: portSchema,
  username: usernameSchema.default(''),
  password: passwordSchema.default(''),
})
export type NewProxy = z.output<typeof newProxySchema>

/** A password that is left out stays; an empty one goes. */
export const proxyPatchSchema = z.strictObject({
  proxyId: idSchema,
  name: nameSchema.optional(),
  kind: proxyKindSchema.optional(),
  host: proxyHostSchema.optional(),
  port: portSchema.optional(),
  username: usernameSchema.optional(),
  password: passwordSchema.optional(),
})
export type ProxyPatch = Omit<z.output<typeof proxyPatchSchema>, 'proxyId'>

/** More than anyone has. */
export const mostProxies = 100
