/** Units that a number is chosen in, as ECMA-402 names them. */
export type ChosenUnit = 'second' | 'day' | 'megabyte' | 'megabyte-per-second'

/** Writes numbers that were chosen in a unit, in one locale. */
export function createUnitFormat(locale: string) {
  const formatOf = (unit: ChosenUnit) =>
    // The short forms of times are no words that stand beside a field: `Tg.`, `Sek.`.
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: unit.startsWith('mega') ? 'short' : 'long',
      maximumFractionDigits: 3,
    })
  return {
    /** `1 second`, `2.5 MB/s`. */
    withUnit: (value: number, unit: ChosenUnit) => formatOf(unit).format(value),
    /** The word alone, as it stands after this number: `second`, `MB/s`. */
    unitName: (unit: ChosenUnit, value: number) =>
      formatOf(unit)
        .formatToParts(value)
        .filter(({ type }) => type === 'unit')
        .map((part) => part.value)
        .join(''),
  }
}
