import { z } from 'zod'

/** What a schema admits at one place: the range of a number, or the values of a choice. */
export interface AdmittedValues {
  readonly minimum?: number
  readonly maximum?: number
  readonly options?: readonly z.core.util.JSONType[]
}

/** What the schema admits at a path of an input; empty where it says nothing, or where the path leads nowhere. */
export function admittedAt(schema: unknown, path: readonly PropertyKey[]): AdmittedValues {
  const [key, ...rest] = path
  if (schema instanceof z.ZodPipe) return { ...admittedAt(schema.def.in, path), ...admittedAt(schema.def.out, path) }
  if (schema instanceof z.ZodUnion) {
    return Object.assign({}, ...schema.def.options.map((option) => admittedAt(option, path)))
  }
  if (isWrapper(schema)) return admittedAt(schema.def.innerType, path)
  if (key === undefined) return admittedHere(schema)
  if (schema instanceof z.ZodObject) {
    return typeof key === 'string' && Object.hasOwn(schema.shape, key) ? admittedAt(schema.shape[key], rest) : {}
  }
  if (schema instanceof z.ZodArray) return admittedAt(schema.def.element, rest)
  if (schema instanceof z.ZodRecord) return admittedAt(schema.def.valueType, rest)
  return {}
}

function admittedHere(schema: unknown): AdmittedValues {
  if (schema instanceof z.ZodNumber) return rangeOf(schema)
  if (schema instanceof z.ZodEnum) return { options: schema.options }
  if (schema instanceof z.ZodLiteral) return { options: [...schema.values].filter(isJsonScalar) }
  return {}
}

/** Bounds that only say what a whole number is are left out. */
function rangeOf(schema: z.ZodNumber): AdmittedValues {
  const { minValue, maxValue } = schema
  return {
    ...(minValue !== null && minValue > Number.MIN_SAFE_INTEGER ? { minimum: minValue } : {}),
    ...(maxValue !== null && Number.isFinite(maxValue) ? { maximum: maxValue } : {}),
  }
}

const isWrapper = (schema: unknown) =>
  schema instanceof z.ZodOptional ||
  schema instanceof z.ZodNullable ||
  schema instanceof z.ZodDefault ||
  schema instanceof z.ZodPrefault ||
  schema instanceof z.ZodReadonly

function isJsonScalar(value: unknown): value is string | number | boolean | null {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
