import type { i18n } from 'i18next'
import { useEffect, useMemo } from 'react'
import { I18nProvider as AriaI18nProvider } from 'react-aria-components'
import { I18nextProvider } from 'react-i18next'
import type { Core } from '../state/core.ts'
import { resolveLanguage } from '../state/language.ts'
import { CoreProvider, useLive } from '../state/use-core.tsx'
import { FormatContext } from '../state/use-text.ts'
import { createFormat } from '../ui/format/index.ts'
import { App } from './app.tsx'
import { paintFrame } from './web-app.ts'

interface RootProps {
  readonly core: Core
  readonly translator: i18n
}

/** Language and theme follow the settings, at once and everywhere. */
export function Root({ core, translator }: RootProps) {
  return (
    <CoreProvider core={core}>
      <Localized translator={translator} />
    </CoreProvider>
  )
}

function Localized({ translator }: { readonly translator: i18n }) {
  const setting = useLive((state) => state.settings?.language ?? 'system')
  const theme = useLive((state) => state.settings?.theme ?? 'system')
  const { language, locale } = useMemo(() => resolveLanguage(setting, navigator.languages), [setting])
  const format = useMemo(() => createFormat(locale), [locale])

  useEffect(() => {
    void translator.changeLanguage(language)
    document.documentElement.lang = language
  }, [translator, language])
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
    paintFrame(theme)
  }, [theme])

  return (
    <I18nextProvider i18n={translator}>
      <AriaI18nProvider locale={locale}>
        <FormatContext value={format}>
          <App />
        </FormatContext>
      </AriaI18nProvider>
    </I18nextProvider>
  )
}
