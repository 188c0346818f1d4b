/** Custom properties by their names, without the dashes, as the first `:root` of a stylesheet declares them. */
export function tokensIn(css: string): ReadonlyMap<string, string> {
  const [, declared = ''] = /:root\s*\{([^}]*)\}/.exec(css) ?? []
  const lines = declared.replace(/\/\*[\s\S]*?\*\//g, '').split(';')
  return new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^\s*--([\w-]+):\s*([\s\S]+)$/.exec(line) ?? []
      return name === undefined || value === undefined ? [] : [[name, value.replace(/\s+/g, ' ').trim()] as const]
    }),
  )
}

export type Theme = 'light' | 'dark'

/** Lightness 0–1, chroma, hue in degrees, opacity 0–1: CSS Color 4 §9.4. */
export interface Colour {
  readonly lightness: number
  readonly chroma: number
  readonly hue: number
  readonly alpha: number
}

const oklch = /oklch\(([\d.]+) ([\d.]+) ([\d.]+)(?: \/ ([\d.]+))?\)/g

/** The colour of a token in a theme; null where its value is none. */
export function colourIn(value: string, theme: Theme): Colour | null {
  if (!/^light-dark\(oklch\([^)]*\), oklch\([^)]*\)\)$/.test(value)) return null
  const [, ...numbers] = [...value.matchAll(oklch)][theme === 'light' ? 0 : 1] ?? []
  const [lightness = 0, chroma = 0, hue = 0, alpha = 1] = numbers.map((number) => Number(number ?? 1))
  return { lightness, chroma, hue, alpha }
}

/** The ratio of WCAG 2.2 §1.4.3, 1–21. */
export function contrast(one: Colour, other: Colour): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((first, second) => second - first)
  return (light + 0.05) / (dark + 0.05)
}

/** Of what a screen shows, which has no colours beyond sRGB: CSS Color 4 §17, its matrices by way of OKLab. */
function luminance({ lightness, chroma, hue }: Colour): number {
  const angle = (hue * Math.PI) / 180
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)]
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
  const green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
  const blue = -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short
  const [r = 0, g = 0, b2 = 0] = [red, green, blue].map((part) => Math.min(1, Math.max(0, part)))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b2
}
