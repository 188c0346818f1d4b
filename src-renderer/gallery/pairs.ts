/** Two tokens that meet, and the least contrast that they must have in both themes. */
export interface Pair {
  readonly front: string
  readonly ground: string
  /** WCAG 2.2 §1.4.3 for text, §1.4.11 for the edges of controls and for signs. */
  readonly least: 4.5 | 3
}

const grounds = ['ground', 'ground-side', 'ground-raised', 'ground-field', 'ground-hover', 'ground-selected']
const texts = ['text', 'text-soft', 'accent-text', 'good', 'warn', 'bad']
const controls = ['line-strong', 'accent']
const pairs = (fronts: readonly string[], behind: readonly string[], least: Pair['least']): readonly Pair[] =>
  fronts.flatMap((front) => behind.map((ground) => ({ front, ground, least })))

/** Every pair of text and ground, of control and ground, that the window has. */
export const contrastPairs: readonly Pair[] = [
  ...pairs(texts, grounds, 4.5),
  ...pairs(['text', 'text-soft'], ['ground-press'], 4.5),
  ...pairs(['text', 'bad'], ['bad-ground'], 4.5),
  ...pairs(['text', 'warn'], ['warn-ground'], 4.5),
  ...pairs(['on-accent'], ['accent', 'accent-hover'], 4.5),
  ...pairs(['on-bad'], ['bad', 'bad-hover'], 4.5),
  ...pairs(['text-tip'], ['ground-tip'], 4.5),
  ...pairs(controls, ['ground', 'ground-side', 'ground-raised', 'ground-field'], 3),
]
