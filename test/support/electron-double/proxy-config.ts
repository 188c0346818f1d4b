import { isIP } from 'node:net'
import { createContext, runInContext } from 'node:vm'
import ipaddr from 'ipaddr.js'

const words: Readonly<Record<string, string>> = { http: 'PROXY', https: 'HTTPS', socks4: 'SOCKS', socks5: 'SOCKS5' }

/** The way to an address as Chromium finds it in a configuration, in the words of proxy scripts. Null: the system is asked. */
export function configuredWay(config: Electron.ProxyConfig, address: string): string | null {
  const url = new URL(address.replace(/^ws/, 'http'))
  switch (config.mode ?? (config.pacScript === undefined ? 'fixed_servers' : 'pac_script')) {
    case 'direct':
      return 'DIRECT'
    case 'system':
    case 'auto_detect':
      return null
    case 'fixed_servers':
      return fixedWay(config, url)
    case 'pac_script':
      return isImplicitlyDirect(url.hostname) ? 'DIRECT' : scriptedWay(config.pacScript ?? '', url)
  }
}

function fixedWay({ proxyRules = '', proxyBypassRules = '' }: Electron.ProxyConfig, url: URL): string {
  const rules = proxyBypassRules.split(/[,;]/).filter((rule) => rule !== '')
  const isImplicit = !rules.includes('<-loopback>') && isImplicitlyDirect(url.hostname)
  const [kind = '', place] = proxyRules.split('://')
  if (place === undefined || isImplicit || rules.some((rule) => isBypassed(rule, url))) return 'DIRECT'
  return `${words[kind]} ${place}`
}

/** As in Chromium `<local>` is a name without a dot; patterns are for the whole name, a dot before them for what is below. */
function isBypassed(rule: string, { hostname, port, protocol }: URL): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  if (rule === '<local>') return !host.includes('.') && isIP(host) === 0
  if (rule.startsWith('<')) return false
  if (rule.includes('/')) {
    const [base, bits] = ipaddr.parseCIDR(rule)
    return isIP(host) !== 0 && ipaddr.parse(host).kind() === base.kind() && ipaddr.parse(host).match(base, bits)
  }
  const [, name = '', wanted] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(rule) ?? []
  if (wanted !== undefined && wanted !== (port || (protocol === 'https:' ? '443' : '80'))) return false
  const pattern = name.startsWith('.') ? `*${name}` : name
  const expression = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  return new RegExp(`^${expression}$`, 'i').test(hostname)
}

/** Where Chromium goes straight to, whatever a script says. */
function isImplicitlyDirect(hostname: string): boolean {
  return /^(?:(?:.*\.)?localhost|127\..*|169\.254\..*|\[::1\]|\[fe80:.*)$/i.test(hostname)
}

/** Of an encrypted address a script hears no path. A script that fails lets nothing through, as Electron has it. */
function scriptedWay(address: string, url: URL): string {
  const source = Buffer.from(address.split(';base64,')[1] ?? '', 'base64').toString()
  const context = createContext({})
  runInContext(source, context)
  const told = url.protocol === 'https:' ? `${url.origin}/` : url.href
  return String(runInContext(`FindProxyForURL(${JSON.stringify(told)}, ${JSON.stringify(url.hostname)})`, context))
}
