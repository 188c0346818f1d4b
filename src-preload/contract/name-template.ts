/** What a template of file names may speak of. Numbers may be given zeros: `{index:03}`. */
export const nameFields = ['title', 'season', 'episode', 'number', 'index', 'date', 'host', 'name', 'ext', 'job'] as const
export type NameField = (typeof nameFields)[number]
/** Null is left out of the name. */
export type NameValues = Readonly<Partial<Record<NameField, string | number | null>>>

const numberFields: readonly string[] = ['season', 'episode', 'number', 'index'] satisfies readonly NameField[]
const field = /\{(\w+)(?::0(\d{1,2}))?\}/g

/**
 * Writes the values into a template. What a value holds is never read as part of a path; a field that has no value here,
 * or zeros where it is no number, stays as it is written.
 */
export function filledTemplate(template: string, values: NameValues): string {
  return template.replace(field, (written, key: string, width: string | undefined) => {
    const value = Object.hasOwn(values, key) ? values[key as NameField] : undefined
    if (value === undefined || (width !== undefined && !numberFields.includes(key))) return written
    if (value === null) return ''
    return typeof value === 'number' ? padded(value, Number(width ?? 0)) : value.replace(/[/\\]/g, '_')
  })
}

/** `YYYY-MM-DD`, as the calendar on the wall has it. `time`: milliseconds since the epoch. */
export function calendarDay(time: number): string {
  const date = new Date(time)
  return [padded(date.getFullYear(), 4), padded(date.getMonth() + 1, 2), padded(date.getDate(), 2)].join('-')
}

/** Whether every brace of a template belongs to one of these fields. */
export function hasKnownFields(template: string, fields: readonly NameField[]): boolean {
  return !/[{}]/.test(template.replace(field, (written, key, width) => (isUsable(fields, key, width) ? '' : written)))
}

function isUsable(fields: readonly string[], key: string, width: string | undefined): boolean {
  return fields.includes(key) && (width === undefined || numberFields.includes(key))
}

/** Fractions, as of an episode 4.5, keep theirs behind the zeros. */
function padded(value: number, width: number): string {
  const [whole = '', fraction] = String(value).split('.')
  return fraction === undefined ? whole.padStart(width, '0') : `${whole.padStart(width, '0')}.${fraction}`
}
