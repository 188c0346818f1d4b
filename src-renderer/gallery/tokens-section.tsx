import { classNames } from '../ui/class-names.ts'
import css from '../ui/tokens.css?raw'
import styles from './gallery.module.css'
import { contrastPairs } from './pairs.ts'
import { Specimen, Specimens } from './specimen.tsx'
import { colourIn, contrast, type Theme, tokensIn } from './tokens.ts'

const tokens = tokensIn(css)
const themes = ['light', 'dark'] as const
const told = (name: string) => tokens.get(name) ?? ''
const namesWith = (prefix: string) => [...tokens.keys()].filter((name) => name.startsWith(prefix))
const colours = [...tokens].filter(([, value]) => colourIn(value, 'light') !== null).map(([name]) => name)

function ratio(front: string, ground: string, theme: Theme): number {
  const [one, other] = [colourIn(told(front), theme), colourIn(told(ground), theme)]
  return one === null || other === null ? 1 : contrast(one, other)
}

/** What all parts are made of, out of the stylesheet itself. */
export function TokensSection() {
  return (
    <>
      <h3>Colours</h3>
      <Specimens>
        {colours.map((name) => (
          <Specimen key={name} name={`--${name}`}>
            <div className={styles.row}>
              {themes.map((theme) => (
                <span
                  key={theme}
                  className={classNames(styles.swatch, styles[theme])}
                  style={{ background: `var(--${name})` }}
                  role="img"
                  aria-label={`--${name}, ${theme}`}
                />
              ))}
            </div>
          </Specimen>
        ))}
      </Specimens>
      <h3>Contrast</h3>
      <table className={styles.colours} aria-label="Contrast">
        <thead>
          <tr>
            <th scope="col">Front</th>
            <th scope="col">Ground</th>
            <th scope="col">At least</th>
            {themes.map((theme) => (
              <th key={theme} scope="col">
                {theme}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {contrastPairs.map(({ front, ground, least }) => (
            <tr key={`${front} ${ground}`}>
              <th scope="row">{front}</th>
              <td>{ground}</td>
              <td>{least.toFixed(1)}</td>
              {themes.map((theme) => (
                <td key={theme}>
                  <span
                    className={classNames(styles.swatch, styles[theme])}
                    style={{
                      background: `var(--${ground})`,
                      ...(least === 3 ? { borderColor: `var(--${front})`, color: 'var(--text)' } : { color: `var(--${front})` }),
                    }}
                  >
                    {ratio(front, ground, theme).toFixed(2)}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <h3>Spacing, radii, sizes</h3>
      <Specimens>
        {namesWith('space').map((name) => (
          <Specimen key={name} name={`--${name} · ${told(name)}`}>
            <span className={styles.measure} style={{ width: `var(--${name})` }} />
          </Specimen>
        ))}
        {[...namesWith('radius'), 'control', 'row', 'status'].map((name) => (
          <Specimen key={name} name={`--${name} · ${told(name)}`}>
            <span
              className={styles.swatch}
              style={name.startsWith('radius') ? { borderRadius: `var(--${name})` } : { height: `var(--${name})` }}
            />
          </Specimen>
        ))}
      </Specimens>
      <h3>Type, shadow and motion</h3>
      <Specimens>
        {namesWith('font-').map((name) => (
          <Specimen key={name} name={`--${name} · ${told(name)}`}>
            <span style={{ fontSize: `var(--${name})` }}>Staffel 0123456789</span>
          </Specimen>
        ))}
        <Specimen name="--shadow">
          <span className={styles.swatch} style={{ boxShadow: 'var(--shadow)' }} />
        </Specimen>
        <Specimen name={`--quick · ${told('quick')}, none where less motion is wished for`}>
          <span className={styles.moving} />
        </Specimen>
      </Specimens>
    </>
  )
}
