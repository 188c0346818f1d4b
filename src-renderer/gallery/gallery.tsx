import { type ComponentType, useEffect, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { DialogWordsProvider } from '../ui/dialog-words.ts'
import { Segmented } from '../ui/segmented.tsx'
import { ActionsSection } from './actions-section.tsx'
import { ChoicesSection } from './choices-section.tsx'
import { FieldsSection } from './fields-section.tsx'
import styles from './gallery.module.css'
import { OverlaysSection } from './overlays-section.tsx'
import { PagesSection } from './pages-section.tsx'
import { SignsSection } from './signs-section.tsx'
import { TokensSection } from './tokens-section.tsx'

const sections: readonly { readonly id: string; readonly title: string; readonly Content: ComponentType }[] = [
  { id: 'tokens', title: 'Tokens', Content: TokensSection },
  { id: 'actions', title: 'Buttons, links and menus', Content: ActionsSection },
  { id: 'fields', title: 'Fields', Content: FieldsSection },
  { id: 'choices', title: 'Choices', Content: ChoicesSection },
  { id: 'signs', title: 'Signs, bars and numbers', Content: SignsSection },
  { id: 'overlays', title: 'Dialogs', Content: OverlaysSection },
  { id: 'pages', title: 'Pages and tables', Content: PagesSection },
]
const themes = ['system', 'light', 'dark'] as const

/** Every part of `ui` in every state that matters, and the tokens that all of them are made of. For whoever works on them; no part of the program. */
export function Gallery() {
  const [theme, setTheme] = useState<(typeof themes)[number]>('system')
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }, [theme])
  return (
    <I18nProvider locale="en-US">
      <DialogWordsProvider value={{ close: 'Close', cancel: 'Cancel' }}>
        <div className={styles.gallery}>
          <header className={styles.header}>
            <h1>Staffel · Gallery</h1>
            <nav aria-label="Sections">
              {sections.map(({ id, title }) => (
                <a key={id} href={`#${id}`}>
                  {title}
                </a>
              ))}
            </nav>
            <Segmented
              label="Theme"
              value={theme}
              options={themes.map((value) => ({ value, label: value }))}
              onChange={setTheme}
            />
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by keyboard. */}
          <main className={styles.sections} tabIndex={0}>
            {sections.map(({ id, title, Content }) => (
              <section key={id} id={id} aria-labelledby={`${id}-title`}>
                <h2 id={`${id}-title`}>{title}</h2>
                <Content />
              </section>
            ))}
          </main>
        </div>
      </DialogWordsProvider>
    </I18nProvider>
  )
}
