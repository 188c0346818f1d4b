const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const
type Unit = (typeof units)[number]

/** A number of bytes in the largest decimal unit that leaves at least 1, and the digits that make three figures of it. */
export function scaleBytes(bytes: number): { readonly value: number; readonly unit: Unit; readonly digits: number } {
  let value = Math.max(0, bytes)
  let index = 0
  // 999.5 of a unit would be printed as 1,000 of it.
  while (value >= 999.5 && index < units.length - 1) {
    value /= 1_000
    index += 1
  }
  const unit = units[index] ?? 'petabyte'
  if (unit === 'byte') return { value: Math.round(value), unit, digits: 0 }
  return { value, unit, digits: value < 9.995 ? 2 : value < 99.95 ? 1 : 0 }
}

/** Writes sizes and speeds of one locale: three figures, decimal units, the same number of digits within a range. */
export function createSizeFormat(locale: string) {
  const formats = new Map<string, Intl.NumberFormat>()
  const formatOf = (unit: string, digits: number, least = digits) => {
    const key = `${unit} ${digits} ${least}`
    const known = formats.get(key)
    if (known !== undefined) return known
    const made = new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      // The short form of the byte knows no plural: "0 byte".
      unitDisplay: unit === 'byte' ? 'long' : 'short',
      minimumFractionDigits: least,
      maximumFractionDigits: digits,
    })
    formats.set(key, made)
    return made
  }
  return {
    /** `1.50 MB`, `1,50 MB`. */
    bytes(bytes: number): string {
      const { value, unit, digits } = scaleBytes(bytes)
      return formatOf(unit, digits).format(value)
    },
    /** A size that was chosen, not measured: `1 MB`, `1.5 GB`. */
    chosenBytes(bytes: number): string {
      const { value, unit, digits } = scaleBytes(bytes)
      return formatOf(unit, digits, 0).format(value)
    },
    /** `1.50 MB/s`; below one kilobyte a second in kB, so that a slow transfer does not jump between units. */
    speed(bytesPerSecond: number): string {
      const { value, unit, digits } = scaleBytes(bytesPerSecond)
      if (unit === 'byte') return formatOf('kilobyte-per-second', 2).format(value / 1_000)
      return formatOf(`${unit}-per-second`, digits).format(value)
    },
    /** A speed that was chosen, not measured: `5 MB/s`, without the figures that keep a running number steady. */
    chosenSpeed(bytesPerSecond: number): string {
      const { value, unit, digits } = scaleBytes(bytesPerSecond)
      return formatOf(`${unit}-per-second`, digits, 0).format(value)
    },
  }
}
