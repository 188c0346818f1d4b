import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Root } from './app/root.tsx'
import { offerInstallation } from './app/web-app.ts'
import { createCore } from './state/core.ts'
import { createI18n } from './state/i18n.ts'
import { resolveLanguage } from './state/language.ts'
import { ownStorage } from './state/own-storage.ts'
import { createTransport } from './state/transport.ts'
import './ui/tokens.css'
import './ui/base.css'

const place = document.getElementById('root')
if (place === null) throw new Error('index.html has no element with the id "root"')

const core = createCore(createTransport(), ownStorage())
core.start()
const { language } = resolveLanguage('system', navigator.languages)
if (core.kind === 'web') offerInstallation()
const root = createRoot(place)
// Not waited for by this module: those texts import from it, and would wait for it in turn.
void otherTexts().then((texts) =>
  root.render(
    <StrictMode>
      <Root core={core} translator={createI18n(language, texts)} />
    </StrictMode>,
  ),
)

/** Under `?pseudo` texts that show what is not translated and what does not fit; the tests look at the window with them. */
async function otherTexts() {
  if (!new URLSearchParams(location.search).has('pseudo')) return undefined
  return (await import('./state/pseudo-locale.ts')).pseudoTexts()
}
