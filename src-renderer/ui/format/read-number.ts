/**
 * Reads what a person typed as a number in their locale: group separators and spaces are ignored, the locale's decimal
 * sign and the point are both understood where that is unambiguous. Null where it is no number.
 */
export function readNumber(text: string, locale: string): number | null {
  const parts = new Intl.NumberFormat(locale).formatToParts(12_345.6)
  const group = parts.find((part) => part.type === 'group')?.value ?? ','
  const decimal = parts.find((part) => part.type === 'decimal')?.value ?? '.'
  let plain = text.replace(/[\s\u00a0\u202f]/g, '')
  // "1.5" typed by a German means one and a half; "1.500" means one thousand five hundred.
  const groups = new RegExp(`^[+-]?\\d{1,3}(?:\\${group}\\d{3})+(?:\\${decimal}\\d*)?$`)
  if (groups.test(plain)) plain = plain.replaceAll(group, '')
  if (decimal !== '.') plain = plain.replace(decimal, '.')
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null
}
