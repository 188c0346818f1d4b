/*
 * To be imported before uPlot, which makes a number format of the browser's language as it is loaded: without a locale of
 * the system Chromium calls its own `en-US@posix`, which is no language tag, and nothing of the chart's chunk would load.
 */
try {
  Intl.getCanonicalLocales(navigator.language)
} catch {
  Object.defineProperty(navigator, 'language', { value: navigator.language.replace(/@.*$/, ''), configurable: true })
}
