/** Longer than any address that servers take. */
const longest = 16_384

/**
 * Where `<meta http-equiv=refresh>` leads (HTML §4.2.5.3, the shared declarative refresh steps), undefined where it only reads
 * the page again.
 */
export function refreshAddress(content: string): string | undefined {
  const rest = /^\s*[\d.]+(?:\s*[;,]\s*|\s+)(?=\S)(.+)$/s.exec(content.slice(0, longest))?.[1]
  if (rest === undefined) return undefined
  const named = /^url\s*=\s*(?=\S)(.+)$/is.exec(rest)?.[1] ?? rest
  const quote = named[0]
  if (quote !== '"' && quote !== "'") return named
  const end = named.indexOf(quote, 1)
  return end < 0 ? named.slice(1) : named.slice(1, end)
}
