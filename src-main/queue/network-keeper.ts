import { plainProxyUses, type Settings, type SettingsPatch } from '../../src-preload/contract/index.ts'
import type { NetworkRules, ProxyRecord } from './ports.ts'
import { type Refusal, refuse } from './refusal.ts'
import type { World } from './world.ts'

/** A drive that does not answer keeps a start waiting for so long at most. */
const longestReadMs = 5_000

/** What the engine has to know of the ways to servers and of whom to trust: the settings' words with what they stand for. */
export class NetworkKeeper {
  readonly #world: Pick<World, 'store' | 'certificates' | 'clock' | 'log'>
  #proxies: readonly ProxyRecord[]
  /** By the paths of their files. */
  #certificates: ReadonlyMap<string, readonly string[]> = new Map()

  constructor(world: Pick<World, 'store' | 'certificates' | 'clock' | 'log'>) {
    this.#world = world
    this.#proxies = world.store.proxies()
  }

  /** In the order of their making. */
  get proxies(): readonly ProxyRecord[] {
    return this.#proxies
  }

  /** To be called after each change in the store. */
  refresh(): void {
    this.#proxies = this.#world.store.proxies()
  }

  rules({ proxy, tls }: Settings): NetworkRules {
    const certificates = tls.caFiles.flatMap((path) => this.#certificates.get(path) ?? [])
    return { proxies: this.#proxies, proxy, certificates, exceptions: tls.exceptions }
  }

  /**
   * At the start: reads the files that were accepted when they were named. One that has gone since is left out, and the
   * servers that it speaks for are not trusted. Calls back at once where there is nothing to read.
   */
  load({ tls }: Settings, done: () => void): void {
    if (tls.caFiles.length === 0) return done()
    const late = Promise.withResolvers<void>()
    const cancel = this.#world.clock.schedule(longestReadMs, late.resolve)
    void Promise.race([this.#read(tls.caFiles), late.promise]).then((problems) => {
      cancel()
      for (const facts of problems ?? []) this.#world.log.warn('a file with certificates cannot be used', { ...facts })
      done()
    })
  }

  /** Why a change of the settings cannot be made that names a proxy which is not there; null where it can. */
  refuseProxies({ proxy }: SettingsPatch): Refusal | null {
    return proxy === undefined ? null : this.#refuseUses(usesIn(proxy))
  }

  /** The same for one that names a file without certificates. */
  async refuseFiles({ tls }: SettingsPatch): Promise<Refusal | null> {
    if (tls?.caFiles === undefined) return null
    const problems = await this.#read(tls.caFiles)
    if (problems.length === 0) return null
    const issues = problems.map(({ index, path, problem }) => ({ path: `tls.caFiles.${index}`, value: path, reason: problem }))
    return refuse('INVALID_INPUT', { issues })
  }

  /** Why a job cannot have this way of its own; null where it can, or where none is named. */
  refuseUse(use: string | null | undefined): Refusal | null {
    return use == null ? null : this.#refuseUses([['proxy', use]])
  }

  #refuseUses(uses: readonly (readonly [path: string, use: string])[]): Refusal | null {
    const options = [...plainProxyUses, ...this.#proxies.map(({ id }) => id)]
    const issues = uses
      .filter(([, use]) => !options.includes(use))
      .map(([path, value]) => ({ path, value, reason: 'option', options }))
    return issues.length === 0 ? null : refuse('INVALID_INPUT', { issues })
  }

  /** Keeps what is good of these files, and returns what is wrong with the others. */
  async #read(paths: readonly string[]) {
    const read = await Promise.all(paths.map(async (path) => ({ path, answer: await this.#world.certificates.read(path) })))
    const good = read.flatMap(({ path, answer }) => ('problem' in answer ? [] : [[path, answer.certificates] as const]))
    this.#certificates = new Map([...this.#certificates, ...good])
    return read.flatMap(({ path, answer }, index) => ('problem' in answer ? [{ index, path, problem: answer.problem }] : []))
  }
}

function usesIn({ use, hosts }: NonNullable<SettingsPatch['proxy']>): (readonly [string, string])[] {
  return [
    ...(use === undefined ? [] : [['proxy.use', use] as const]),
    ...(hosts ?? []).map((host, index) => [`proxy.hosts.${index}.use`, host.use] as const),
  ]
}
