import type { CertificateException, ProxyKind, ProxyServer, ProxySettings } from '../../../src-preload/contract/index.ts'

/** A proxy as it is kept and as the engine gets it. */
export interface ProxyRecord extends Omit<ProxyServer, 'hasPassword'> {
  /** Null where there is none, or where it can no longer be read. */
  readonly password: string | null
}

/** What is kept of the proxies. Passwords are sealed before they reach the disk. */
export interface ProxyStore {
  /** In the order of their making. */
  proxies(): readonly ProxyRecord[]
  /** Adds it or takes its place. */
  putProxy(proxy: ProxyRecord): void
  /** Completed jobs that name it keep doing so, and find it missing where they are fetched anew. */
  removeProxy(id: string): void
  /** Jobs that name it and are not completed: what failed may be tried again. */
  openJobsOfProxy(id: string): number
}

/** What the system says about proxies; where there is none to ask, the environment is. */
export interface SystemProxy {
  /**
   * The way to an origin as proxy scripts write it: `DIRECT`, `PROXY host:port`, `HTTPS …`, `SOCKS …`, `SOCKS5 …`, the
   * best first, separated by semicolons. Rejects where the system does not answer.
   */
  resolve(origin: string): Promise<string>
}

/** Files with certificates of authorities. */
export interface CertificateFiles {
  /** The certificates in a file, PEM each; or why it holds none that can be used. */
  read(path: string): Promise<{ readonly certificates: readonly string[] } | { readonly problem: 'unreadable' | 'invalid' }>
}

/** What the engine has to know of the ways to servers and of whom to trust there. */
export interface NetworkRules {
  readonly proxies: readonly ProxyRecord[]
  readonly proxy: ProxySettings
  /** Of further authorities, PEM each. */
  readonly certificates: readonly string[]
  readonly exceptions: readonly CertificateException[]
}

/** Where a proxy is, how it is spoken to, and what it is called. */
export interface ProxyPlace {
  /** Null: nobody made it here, the system or the environment names it. */
  readonly id: string | null
  /** For people; never with credentials. */
  readonly name: string
  readonly kind: ProxyKind
  /** IPv6 without brackets. */
  readonly host: string
  readonly port: number
  /** Empty: it asks for none. */
  readonly username: string
  readonly password: string
}

/** Which way a request goes. */
export type ProxyChoice =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly proxy: ProxyPlace }
  /** The system is to be asked; where it cannot be, `otherwise` holds. */
  | { readonly kind: 'system'; readonly otherwise: ProxyChoice }
  /** A proxy is wanted that is not there, or whose address is none: nothing may go straight to the server instead. */
  | { readonly kind: 'unusable'; readonly name: string }

/** The rules of this moment, for pages that go the ways of the downloads. */
export interface PageNetwork {
  readonly rules: NetworkRules
  wayTo(url: URL): ProxyChoice
}
