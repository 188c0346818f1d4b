import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contrastPairs } from '../../../src-renderer/gallery/pairs.ts'
import { type Colour, colourIn, contrast, type Theme, tokensIn } from '../../../src-renderer/gallery/tokens.ts'

const renderer = resolve(import.meta.dirname, '../../../src-renderer')
const read = (path: string) => readFileSync(join(renderer, path), 'utf8')
const namesIn = (folder: string, end: RegExp) =>
  readdirSync(join(renderer, folder), { recursive: true, encoding: 'utf8' }).filter((name) => end.test(name))

const tokens = tokensIn(read('ui/tokens.css'))
const colourOf = (name: string, theme: Theme): Colour => {
  const colour = colourIn(tokens.get(name) ?? '', theme)
  if (colour === null) throw new Error(`--${name} is no colour`)
  return colour
}
/** The page of the sign-in window stands beside the window's own styles. */
const sheets = namesIn('.', /\.css$/).filter((name) => name !== join('ui', 'tokens.css') && !name.startsWith('sign-in'))

/** Declarations of a sheet that decide by themselves what a token decides, with their lines. */
function strayIn(css: string): readonly string[] {
  const stray = [
    /#[\da-f]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|lab|lch|hwb|color|light-dark)\(/i,
    /^\s*(?:background(?:-color)?|color|border(?:-\w+)*|outline(?:-color)?|fill|stroke):[^;]*\b(?:black|white|gr[ae]y|red|green|blue|yellow|orange)\b/i,
    /^\s*(?:font-size|border-radius|row-gap|column-gap|gap):[^;]*\b(?!1px)\d+px/,
    /^\s*(?:transition|animation)(?:-duration)?:[^;]*\b\d*\.?\d+m?s\b/,
  ]
  return css.split('\n').filter((line) => stray.some((pattern) => pattern.test(line)))
}

describe('colours', () => {
  it.each(['light', 'dark'] as const)('keep the contrast that text and controls need in the %s theme', (theme) => {
    const tooClose = contrastPairs
      .map((pair) => ({ ...pair, ratio: contrast(colourOf(pair.front, theme), colourOf(pair.ground, theme)) }))
      .filter(({ ratio, least }) => ratio < least)
    expect(tooClose.map(({ front, ground, ratio }) => `${front} on ${ground}: ${ratio.toFixed(2)}`)).toEqual([])
  })

  it('are measured as WCAG does', () => {
    const grey = (lightness: number) => ({ lightness, chroma: 0, hue: 0, alpha: 1 })
    expect(contrast(grey(0), grey(1))).toBeCloseTo(21, 3)
    expect(contrast(grey(1), grey(1))).toBeCloseTo(1, 6)
    // #767676 on white, the grey that just suffices.
    expect(contrast(grey(0.5672), grey(1))).toBeCloseTo(4.54, 1)
    // #0000ff on white.
    expect(contrast({ lightness: 0.452, chroma: 0.3132, hue: 264.05, alpha: 1 }, grey(1))).toBeCloseTo(8.59, 1)
  })
})

describe('stylesheets', () => {
  it('leave colours, type sizes, radii, gaps and times to the tokens', () => {
    expect(sheets.flatMap((name) => strayIn(read(name)).map((line) => `${name}: ${line.trim()}`))).toEqual([])
  })

  it.each([
    '  color: #fff;',
    '  background: oklch(1 0 0);',
    '  border: 1px solid gray;',
    '  font-size: 14px;',
    '  gap: 5px 1px;',
    '  transition: opacity 90ms;',
  ])('would be found with %s', (line) => {
    expect(strayIn(line)).toEqual([line])
  })

  it('name no token that there is not, and leave none unused', () => {
    const used = sheets
      .concat(join('ui', 'tokens.css'))
      .flatMap((name) => [...read(name).matchAll(/var\(--([\w-]+)/g)].map(([, token = '']) => token))
    const own = new Set(sheets.flatMap((name) => [...read(name).matchAll(/^\s*--([\w-]+):/gm)].map(([, token]) => token)))
    // The width of what opened it React Aria tells a popover itself.
    const byScript = namesIn('.', /\.tsx?$/).flatMap((name) =>
      [...read(name).matchAll(/'--([\w-]+)'/g)].map(([, token]) => token),
    )
    const foreign = new Set([...own, ...byScript, 'trigger-width'])
    expect([...new Set(used)].filter((name) => !tokens.has(name) && !foreign.has(name))).toEqual([])
    expect([...tokens.keys()].filter((name) => !used.includes(name))).toEqual([])
  })
})

describe('the gallery', () => {
  const importsIn = (path: string) => [...read(path).matchAll(/from '([^']+)'/g)].map(([, address = '']) => basename(address))

  it('shows every part of ui, but those that are only pieces of such a part', () => {
    const parts = namesIn('ui', /\.tsx$/)
    const shown = new Set(namesIn('gallery', /\.tsx$/).flatMap((name) => importsIn(join('gallery', name))))
    const pieces = new Set(parts.filter((name) => shown.has(name)).flatMap((name) => importsIn(join('ui', name))))
    expect(parts.filter((name) => !shown.has(name) && !pieces.has(name))).toEqual([])
  })
})
