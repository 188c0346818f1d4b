import type { Cost } from './measured.ts'

/** One line of a result: what one contender or setting cost. */
export interface Row {
  readonly label: string
  readonly cost: Cost
}

/** A number with what it has to be. */
export interface Figure {
  readonly label: string
  readonly value: number
  readonly unit: string
  readonly wanted: { readonly atLeast: number } | { readonly atMost: number } | null
}

/** What a case came to. */
export interface Result {
  readonly name: string
  readonly about: string
  readonly runs: number
  readonly rows: readonly Row[]
  readonly figures: readonly Figure[]
}

/** Whether a figure is what it has to be; null where nothing is asked of it. */
export function isMet({ value, wanted }: Figure): boolean | null {
  if (wanted === null) return null
  return 'atLeast' in wanted ? value >= wanted.atLeast : value <= wanted.atMost
}

/** All results as one plain table: costs first, what follows from them below. */
export function tableOf(results: readonly Result[]): string {
  const head = `${''.padEnd(labelWidth)}${'wall'.padStart(10)}${'CPU'.padStart(10)}${'memory'.padStart(12)}   medians`
  const lines = results.flatMap(({ name, about, runs, rows, figures }) => [
    `${name} (${about}; ${runs === 1 ? 'one run' : `${runs} runs`})`,
    ...rows.map(rowLine),
    ...figures.map(figureLine),
  ])
  return ['', head, ...lines].join('\n')
}

const labelWidth = 30

function rowLine({ label, cost }: Row): string {
  const memory = `${(cost.peakBytes / 1e6).toFixed(0)} MB`
  const [wall, cpu] = [cost.wallSeconds, cost.cpuSeconds].map((value) => `${value.toFixed(2)} s`.padStart(10))
  return `  ${label.padEnd(labelWidth - 2)}${wall}${cpu}${memory.padStart(12)}`
}

function figureLine(figure: Figure): string {
  const { label, value, unit, wanted } = figure
  const number = `${value >= 100 ? value.toFixed(0) : value.toFixed(2)} ${unit}`
  const asked = wanted === null ? '' : 'atLeast' in wanted ? `≥ ${wanted.atLeast}` : `≤ ${wanted.atMost}`
  const verdict = wanted === null ? '' : `   wanted ${asked}: ${isMet(figure) ? 'met' : 'MISSED'}`
  return `  ${label.padEnd(labelWidth - 2)}${number.padStart(10)}${verdict}`
}
