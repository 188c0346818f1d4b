import type { ParseArgsOptionsConfig } from 'node:util'

/**
 * What becomes of curl's options. `used`: by us. `implied`: Staffel does so anyway, or it shows nothing for what they ask.
 * `body`: they make it a request that changes something at the server. `file`: they name a file, which isn't read.
 * `signIn`: a way to sign in that there is not. `none`: without effect here, which is worth a word.
 */
export type CurlMeaning = 'used' | 'implied' | 'body' | 'file' | 'signIn' | 'none'

/** By meaning, and by whether a value follows; `name/s` where there is a short form. After curl's manual, 8.x. */
const groups: readonly { readonly meaning: CurlMeaning; readonly type: 'string' | 'boolean'; readonly names: string }[] = [
  {
    meaning: 'used',
    type: 'string',
    names: `
      cookie/b header/H oauth2-bearer referer/e request/X url url-query user/u user-agent/A data/d data-ascii
      data-binary data-raw data-urlencode
    `,
  },
  { meaning: 'used', type: 'boolean', names: 'anyauth basic digest get/G head/I next/:' },
  {
    meaning: 'implied',
    type: 'boolean',
    names: `
      compressed disable/q fail/f fail-with-body globoff/g http1.1 http2 include/i location/L no-buffer/N
      no-progress-meter progress-bar/# remote-time/R show-error/S silent/s styled-output tcp-nodelay verbose/v
    `,
  },
  { meaning: 'body', type: 'string', names: 'form/F form-string json upload-file/T' },
  { meaning: 'file', type: 'string', names: 'config/K' },
  { meaning: 'signIn', type: 'boolean', names: 'negotiate ntlm ntlm-wb' },
  { meaning: 'signIn', type: 'string', names: 'aws-sigv4 cert/E' },
  {
    meaning: 'none',
    type: 'string',
    names: `
      abstract-unix-socket alt-svc cacert capath cert-type ciphers connect-timeout connect-to continue-at/C
      cookie-jar/c create-file-mode crlfile curves delegation dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers
      doh-url dump-header/D ech egd-file engine etag-compare etag-save expect100-timeout ftp-account
      ftp-alternative-to-user ftp-method ftp-port/P ftp-ssl-ccc-mode happy-eyeballs-timeout-ms haproxy-clientip help/h
      hostpubmd5 hostpubsha256 hsts interface ip-tos ipfs-gateway keepalive-cnt keepalive-time key key-type krb
      libcurl limit-rate local-port login-options mail-auth mail-from mail-rcpt max-filesize max-redirs max-time/m
      netrc-file noproxy output/o output-dir parallel-max pass pinnedpubkey preproxy proto proto-default proto-redir
      proxy/x proxy-cacert proxy-capath proxy-cert proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key
      proxy-key-type proxy-pass proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype
      proxy-tlspassword proxy-tlsuser proxy-user/U proxy1.0 pubkey quote/Q random-file range/r rate request-target
      resolve retry retry-delay retry-max-time sasl-authzid service-name sigalgs socks4 socks4a socks5
      socks5-gssapi-service socks5-hostname speed-limit/Y speed-time/y stderr telnet-option/t tftp-blksize time-cond/z
      tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii trace-config unix-socket variable
      vlan-priority write-out/w
    `,
  },
  {
    meaning: 'none',
    type: 'boolean',
    names: `
      append/a ca-native cert-status compressed-ssh create-dirs crlf disable-eprt disable-epsv
      disallow-username-in-url doh-cert-status doh-insecure fail-early false-start form-escape ftp-create-dirs
      ftp-pasv ftp-pret ftp-skip-pasv-ip ftp-ssl-ccc ftp-ssl-control haproxy-protocol http0.9 http1.0/0
      http2-prior-knowledge http3 http3-only ignore-content-length insecure/k ipv4/4 ipv6/6 junk-session-cookies/j
      keepalive list-only/l location-trusted mail-rcpt-allowfails manual/M metalink mptcp netrc/n netrc-optional
      no-alpn no-clobber no-keepalive no-npn no-sessionid parallel/Z parallel-immediate path-as-is post301 post302
      post303 proxy-anyauth proxy-basic proxy-ca-native proxy-digest proxy-http2 proxy-insecure proxy-negotiate
      proxy-ntlm proxy-ssl-allow-beast proxy-ssl-auto-client-cert proxy-tlsv1 proxytunnel/p raw remote-header-name/J
      remote-name/O remote-name-all remove-on-error retry-all-errors retry-connrefused sasl-ir skip-existing
      socks5-basic socks5-gssapi socks5-gssapi-nec ssl ssl-allow-beast ssl-auto-client-cert ssl-no-revoke ssl-reqd
      ssl-revoke-best-effort sslv2/2 sslv3/3 suppress-connect-headers tcp-fastopen tftp-no-options tls-earlydata
      tlsv1/1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding trace-ids trace-time use-ascii/B version/V xattr
    `,
  },
]

/** Each option by its long name. */
export const curlMeanings: ReadonlyMap<string, CurlMeaning> = new Map(
  groups.flatMap(({ meaning, names }) => wordsOf(names).map((name) => [longOf(name), meaning] as const)),
)

/** As `parseArgs` wants them. */
export const curlOptions: ParseArgsOptionsConfig = Object.fromEntries(
  groups.flatMap(({ type, names }) => wordsOf(names).map((name) => [longOf(name), { type, multiple: true, ...shortOf(name) }])),
)

function wordsOf(text: string): string[] {
  return text.trim().split(/\s+/)
}

function longOf(name: string): string {
  return name.replace(/\/.$/, '')
}

function shortOf(name: string): { short?: string } {
  return /\/.$/.test(name) ? { short: name.slice(-1) } : {}
}
