/**
 * The addresses behind the words of copied HTML, one a line; null where there are none. A parsed document runs and fetches
 * nothing.
 */
export function htmlLinks(html: string): string | null {
  const links = [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('a[href]')]
  const addresses = links.flatMap((link) => {
    const href = link.getAttribute('href') ?? ''
    return /^https?:\/\//i.test(href) ? [href] : []
  })
  return addresses.length === 0 ? null : [...new Set(addresses)].join('\n')
}
