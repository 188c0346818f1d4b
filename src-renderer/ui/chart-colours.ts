/** What a line, an area or a word of a chart may be coloured by. */
export const chartTones = ['accent', 'good', 'warn', 'bad', 'soft', 'line'] as const
export type ChartTone = (typeof chartTones)[number]
export type ChartColours = Readonly<Record<ChartTone, string>>

/**
 * A canvas knows no custom properties, and these hold `light-dark()`: what the browser makes of them is read from elements
 * that wear them, one for each tone, marked with `data-tone`.
 */
export function readChartColours(swatches: ParentNode): ChartColours {
  const colourOf = (tone: ChartTone) => {
    const swatch = swatches.querySelector(`[data-tone="${tone}"]`)
    return swatch === null ? 'currentColor' : getComputedStyle(swatch).color
  }
  return {
    accent: colourOf('accent'),
    good: colourOf('good'),
    warn: colourOf('warn'),
    bad: colourOf('bad'),
    soft: colourOf('soft'),
    line: colourOf('line'),
  }
}

/** Calls when the theme changes, by the system or by a setting; returns what ends that. */
export function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  const lists = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => window.matchMedia(query))
  for (const list of lists) list.addEventListener('change', listener)
  return () => {
    observer.disconnect()
    for (const list of lists) list.removeEventListener('change', listener)
  }
}
