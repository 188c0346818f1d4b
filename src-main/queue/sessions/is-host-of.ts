/** The ports that an address leaves out. */
const usualPorts = [':80', ':443']

/** Whether `host` (`name[:port]`, without a usual port) is meant by a pattern, of which one without a port means each. */
export function isHostOf(pattern: string, host: string): boolean {
  if (pattern === host) return true
  const name = host.replace(/:\d+$/, '')
  return pattern === name || (name === host && usualPorts.some((port) => pattern === host + port))
}
