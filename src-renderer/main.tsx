import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Root } from './app/root.tsx'
import { createCore } from './state/core.ts'
import { createI18n } from './state/i18n.ts'
import { resolveLanguage } from './state/language.ts'
import { createTransport } from './state/transport.ts'
import './ui/tokens.css'
import './ui/base.css'

const place = document.getElementById('root')
if (place === null) throw new Error('index.html has no element with the id "root"')

const core = createCore(createTransport())
core.start()
createRoot(place).render(
  <StrictMode>
    <Root core={core} translator={createI18n(resolveLanguage('system', navigator.languages).language)} />
  </StrictMode>,
)
