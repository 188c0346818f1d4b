import { z } from 'zod'
import { hasKnownFields, type NameField } from './name-template.ts'

export const mostTemplateCharacters = 200

/** A template in which every brace belongs to one of these fields; refused with this reason otherwise. */
export function nameTemplateSchema(fields: readonly NameField[], reason: string) {
  return z
    .string()
    .min(1)
    .max(mostTemplateCharacters)
    .refine((template) => hasKnownFields(template, fields), {
      error: 'unknown field in the template',
      params: { reason },
    })
}
