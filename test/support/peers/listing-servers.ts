import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ended, freePort, isInstalled, untilAnswering } from '../programs.ts'

/** A web server that lists a folder's files, in one or several ways, each at its own path. */
export interface ListingServer {
  readonly program: string
  /** Why it cannot be started here; null where it can. */
  readonly missing: string | null
  /** How exact the sizes of files are that it lists, and how exact the times. */
  readonly ways: readonly {
    readonly path: string
    readonly sizes: 'all' | 'small' | 'none'
    readonly times: 'seconds' | 'minutes' | 'none'
  }[]
  start(folder: string, workspace: string): Promise<RunningServer>
}

export interface RunningServer {
  readonly url: string
  stop(): Promise<void>
}

/** Where Debian and its relatives have Apache's modules. */
const apacheModules = ['/usr/lib/apache2/modules', '/usr/lib64/httpd/modules', '/usr/libexec/apache2'].find(existsSync)

export const listingServers: readonly ListingServer[] = [
  {
    program: 'nginx',
    missing: isInstalled('nginx', '-v') ? null : 'no nginx',
    ways: [
      { path: '/', sizes: 'all', times: 'minutes' },
      { path: '/rounded/', sizes: 'small', times: 'minutes' },
      { path: '/json/', sizes: 'all', times: 'seconds' },
      { path: '/xml/', sizes: 'all', times: 'seconds' },
    ],
    start: (folder, workspace) =>
      running(workspace, nginxConfiguration(folder, workspace), (file) => [
        'nginx',
        ['-p', workspace, '-c', file, '-e', join(workspace, 'error.log')],
      ]),
  },
  {
    program: 'Apache',
    missing: isInstalled('apache2', '-v') && apacheModules !== undefined ? null : 'no apache2',
    ways: [
      { path: '/', sizes: 'none', times: 'none' },
      { path: '/fancy/', sizes: 'small', times: 'minutes' },
      { path: '/table/', sizes: 'small', times: 'minutes' },
      { path: '/icons/', sizes: 'small', times: 'minutes' },
    ],
    start: (folder, workspace) =>
      running(workspace, apacheConfiguration(folder, workspace), (file) => ['apache2', ['-X', '-f', file]]),
  },
  {
    program: 'lighttpd',
    missing: isInstalled('lighttpd', '-v') ? null : 'no lighttpd',
    ways: [{ path: '/', sizes: 'none', times: 'seconds' }],
    start: (folder, workspace) => running(workspace, lighttpdConfiguration(folder), (file) => ['lighttpd', ['-D', '-f', file]]),
  },
  {
    program: 'Caddy',
    missing: isInstalled('caddy', 'version') ? null : 'no caddy',
    ways: [{ path: '/', sizes: 'all', times: 'seconds' }],
    start: (folder, workspace) =>
      running(workspace, caddyConfiguration(folder), (file) => ['caddy', ['run', '--adapter', 'caddyfile', '--config', file]]),
  },
  {
    program: 'Python',
    missing: isInstalled('python3', '--version') ? null : 'no python3',
    ways: [{ path: '/', sizes: 'none', times: 'none' }],
    start: (folder, workspace) =>
      running(
        workspace,
        () => '',
        (_, port) => ['python3', ['-m', 'http.server', '--bind', '127.0.0.1', '--directory', folder, String(port)]],
      ),
  },
]

async function running(
  workspace: string,
  configuration: (port: number) => string,
  command: (configurationFile: string, port: number) => readonly [string, readonly string[]],
): Promise<RunningServer> {
  await mkdir(workspace, { recursive: true })
  const port = await freePort()
  const file = join(workspace, 'server.conf')
  await writeFile(file, configuration(port))
  const [program, args] = command(file, port)
  // Caddy keeps what it knows in the home of whoever starts it; Apache tells times as this machine's clock shows them.
  const env = { ...process.env, XDG_DATA_HOME: workspace, XDG_CONFIG_HOME: workspace, TZ: 'UTC' }
  const child = spawn(program, args, { stdio: 'ignore', env })
  const url = `http://127.0.0.1:${port}`
  await untilAnswering(`${url}/`)
  return { url, stop: () => ended(child) }
}

function nginxConfiguration(folder: string, workspace: string): (port: number) => string {
  const rights = process.getuid?.() === 0 ? 'user root;' : ''
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(workspace, name)};`)
    .join('\n  ')
  return (port) => `daemon off;
${rights}
worker_processes 1;
pid ${join(workspace, 'nginx.pid')};
events {}
http {
  access_log off;
  ${temporary}
  server {
    listen 127.0.0.1:${port};
    root ${folder};
    charset utf-8;
    autoindex on;
    location /rounded/ { alias ${folder}/; autoindex_exact_size off; }
    location /json/ { alias ${folder}/; autoindex_format json; }
    location /xml/ { alias ${folder}/; autoindex_format xml; }
  }
}
`
}

function apacheConfiguration(folder: string, workspace: string): (port: number) => string {
  const modules = ['mpm_event', 'authz_core', 'alias', 'autoindex', 'dir']
    .map((name) => `LoadModule ${name}_module ${join(apacheModules ?? '', `mod_${name}.so`)}`)
    .join('\n')
  return (port) => `ServerName 127.0.0.1
ServerRoot ${workspace}
PidFile ${join(workspace, 'apache.pid')}
ErrorLog ${join(workspace, 'error.log')}
Listen 127.0.0.1:${port}
${modules}
DocumentRoot ${folder}
Alias /fancy ${folder}
Alias /table ${folder}
Alias /icons ${folder}
ServerSignature On
AddDescription "5 files of 12 MB" *.mp3
DefaultIcon /unknown.gif
<Directory ${folder}>
  Options Indexes FollowSymLinks
  Require all granted
</Directory>
<Location /fancy>
  IndexOptions FancyIndexing
</Location>
<Location /table>
  IndexOptions FancyIndexing HTMLTable NameWidth=* Charset=UTF-8
</Location>
<Location /icons>
  IndexOptions FancyIndexing IconsAreLinks
</Location>
`
}

function lighttpdConfiguration(folder: string): (port: number) => string {
  return (port) => `server.modules = ("mod_dirlisting")
server.document-root = "${folder}"
server.port = ${port}
server.bind = "127.0.0.1"
dir-listing.activate = "enable"
dir-listing.encoding = "utf-8"
mimetype.assign = (".mp3" => "audio/mpeg")
`
}

function caddyConfiguration(folder: string): (port: number) => string {
  return (port) => `{
  admin off
  auto_https off
}
http://127.0.0.1:${port} {
  bind 127.0.0.1
  root * ${folder}
  file_server browse
}
`
}
