import { z } from 'zod'
import { settingsSchema } from '../../src-preload/contract/index.ts'
import type { SettingId } from './setting-catalogue.ts'

// The window's content security policy allows no compiled parsers; interpreted ones do for a file that someone opens.
z.config({ jitless: true })

/** Whether a setting can have this value by itself; whether it fits the others only the core knows. */
export function isAdmitted(id: SettingId, value: unknown): boolean {
  return schemaOf(id).safeParse(value).success
}

/** What a setting that is a number may be; null for any other. */
export function admittedNumbers(id: SettingId): { readonly minimum: number; readonly maximum: number } | null {
  const schema = schemaOf(id)
  if (!(schema instanceof z.ZodNumber)) return null
  return { minimum: schema.minValue ?? 0, maximum: schema.maxValue ?? Number.MAX_SAFE_INTEGER }
}

function schemaOf(id: SettingId): z.ZodType {
  const [group = '', part] = id.split('.')
  const schema = memberOf(settingsSchema, group)
  return part === undefined ? schema : memberOf(schema, part)
}

function memberOf(schema: z.ZodType, key: string): z.ZodType {
  const member: unknown = schema instanceof z.ZodObject ? schema.shape[key] : undefined
  if (!(member instanceof z.ZodType)) throw new Error(`the contract has no setting ${key}`)
  return member
}
