import type { ParseArgsOptionsConfig } from 'node:util'

/** Options of wget with which a value comes; `name/s` where there is a short form. After GNU Wget's manual, 1.25. */
const withValue = [
  'accept/A accept-regex append-output/a backups base/B bind-address body-data body-file ca-certificate ca-directory',
  'certificate certificate-type ciphers compression config connect-timeout crl-file cut-dirs default-page directory-prefix/P',
  'dns-servers dns-timeout domains/D egd-file exclude-directories/X exclude-domains execute/e follow-tags ftp-password',
  'ftp-user header hsts-file http-password http-user ignore-tags include-directories/I input-file/i input-metalink level/l',
  'limit-rate load-cookies local-encoding max-redirect method metalink-index metalink-over-http output-document/O',
  'output-file/o password pinnedpubkey post-data post-file prefer-family preferred-location private-key private-key-type',
  'progress proxy-password proxy-user quota/Q random-file read-timeout referer regex-type reject/R reject-regex',
  'rejected-log remote-encoding report-speed restrict-file-names save-cookies secure-protocol start-pos timeout/T',
  'tries/t unlink use-askpass user user-agent/U wait/w waitretry warc-cdx warc-dedup warc-file warc-header warc-max-size warc-tempdir',
]
const withoutValue = ['background/b continue/c debug/d force-html/F quiet/q verbose/v timestamping/N server-response/S mirror/m']

/** As `parseArgs` wants them. */
export const wgetOptions: ParseArgsOptionsConfig = Object.fromEntries([
  ...withValue.flatMap((names) => optionsOf(names, 'string')),
  ...withoutValue.flatMap((names) => optionsOf(names, 'boolean')),
])

/** What Staffel does anyway, or what only says how wget talks. */
export const wgetImplied: ReadonlySet<string> = new Set(
  [
    'append-output background content-disposition continue debug no-clobber no-verbose no-config output-file progress quiet',
    'server-response show-progress timestamping tries trust-server-names verbose no-directories no-host-directories no-hsts',
    'no-glob no-cookies retry-connrefused waitretry',
  ].flatMap((names) => names.split(' ')),
)

/** They make it a request that changes something at the server. */
export const wgetBodies: ReadonlySet<string> = new Set(['post-data', 'post-file', 'body-data', 'body-file', 'method'])

/** wget's short options of two letters, which nobody else has. */
export const wgetLongShorts: ReadonlyMap<string, string> = new Map([
  ['-nc', '--no-clobber'],
  ['-nd', '--no-directories'],
  ['-nH', '--no-host-directories'],
  ['-np', '--no-parent'],
  ['-nv', '--no-verbose'],
])

function optionsOf(names: string, type: 'string' | 'boolean') {
  return names.split(' ').map((name): [string, ParseArgsOptionsConfig[string]] => {
    const [long = name, short] = name.split('/')
    return [long, { type, multiple: true, ...(short !== undefined && { short }) }]
  })
}
