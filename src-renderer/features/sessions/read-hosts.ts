/** Hosts as a person types them: names with or without a port, or whole addresses, between commas or spaces; each once. */
export function readHosts(text: string): readonly string[] {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
  return [...new Set(parts.map(hostOf))]
}

/** One host; what is none, or more than one, stays as it was typed: the core says so. */
export function readHost(text: string): string {
  const [host, ...others] = readHosts(text)
  return host !== undefined && others.length === 0 ? host : text.trim()
}

function hostOf(part: string): string {
  const address = /^https?:\/\//i.test(part) ? part : `http://${part}`
  const { host = '' } = URL.parse(address) ?? {}
  // What is no host stays as it was typed: the core says so.
  return host === '' ? part : host
}
