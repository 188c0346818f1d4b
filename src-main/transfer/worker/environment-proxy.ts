import { fits, targetOf } from './host-patterns.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The proxy that the usual variables name for a URL; null for none. As other programs read them: lower case before upper
 * case, the scheme's own before `all_proxy`; in `no_proxy` a name means what is below it as well, with or without a dot
 * before it, and networks count.
 */
export function proxyOfEnvironment(url: URL, environment: Environment): string | null {
  const named = variable(environment, `${url.protocol.replace(/:$/, '')}_proxy`) || variable(environment, 'all_proxy')
  if (named === '') return null
  const target = targetOf(url)
  const exceptions = variable(environment, 'no_proxy')
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
  return exceptions.flatMap(patternsOf).some((pattern) => fits(pattern, target)) ? null : named
}

/** `example.org`, `.example.org` and `*.example.org` mean the same here. */
function patternsOf(entry: string): readonly string[] {
  if (entry === '*' || entry.includes('/')) return [entry]
  const name = entry.replace(/^\*?\./, '')
  return [name, `*.${name}`]
}

function variable(environment: Environment, name: string): string {
  return environment[name] || environment[name.toUpperCase()] || ''
}
