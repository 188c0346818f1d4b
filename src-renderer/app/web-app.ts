/** The toolbar's ground in both themes: what a phone and an installed window draw around the page. */
export const frameColors = { light: '#f5f6f8', dark: '#101216' } as const

/**
 * Lets a browser install the page as an app. The shell has no need of it. The manifest lies behind the token as all else
 * does, so the cookie must go along, which browsers leave out here unless they are told. There is no service worker:
 * browsers ask for none to install, and without the core behind it a page that was kept would show nothing true.
 */
export function offerInstallation(): void {
  const link = document.createElement('link')
  link.rel = 'manifest'
  link.href = './manifest.webmanifest'
  link.crossOrigin = 'use-credentials'
  document.head.append(link)
}

/** Each theme has its own `theme-color`; a theme that was chosen holds in both cases. */
export function paintFrame(theme: 'system' | 'light' | 'dark'): void {
  for (const own of ['light', 'dark'] as const) {
    const meta = document.querySelector(`meta[name="theme-color"][media*="${own}"]`)
    meta?.setAttribute('content', frameColors[theme === 'system' ? own : theme])
  }
}
