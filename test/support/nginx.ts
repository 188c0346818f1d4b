import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { selfSignedCertificate } from './faulty-server/certificate.ts'
import { ended, freePort, untilAnswering } from './programs.ts'

export interface Nginx {
  readonly http: string
  readonly https: string
  /** The same over https with HTTP/2 offered. Below /closing/, connections of HTTP/1.1 are closed after each answer. */
  readonly http2: string
  /** PEM of the certificate, for a client to trust. */
  readonly certificateFile: string
  stop(): Promise<void>
}

/** Serves a folder from a real nginx on loopback, over http, https and HTTP/2. Null where nginx is not installed. */
export async function startNginx(folder: string, workspace: string): Promise<Nginx | null> {
  const [httpPort, httpsPort, http2Port] = [await freePort(), await freePort(), await freePort()]
  const { key, cert } = await selfSignedCertificate()
  await mkdir(workspace, { recursive: true })
  const certificateFile = join(workspace, 'certificate.pem')
  const keyFile = join(workspace, 'key.pem')
  const configurationFile = join(workspace, 'nginx.conf')
  await writeFile(certificateFile, cert)
  await writeFile(keyFile, key, { mode: 0o600 })
  await writeFile(
    configurationFile,
    configuration({ folder, workspace, httpPort, httpsPort, http2Port, certificateFile, keyFile }),
  )
  const child = spawn('nginx', ['-p', workspace, '-c', configurationFile, '-e', join(workspace, 'error.log')], {
    stdio: 'inherit',
  })
  const isMissing = await Promise.race([
    new Promise<boolean>((resolve) => child.once('error', () => resolve(true))),
    untilAnswering(`http://127.0.0.1:${httpPort}/`).then(() => false),
  ])
  if (isMissing) return null
  return {
    http: `http://127.0.0.1:${httpPort}`,
    https: `https://127.0.0.1:${httpsPort}`,
    http2: `https://127.0.0.1:${http2Port}`,
    certificateFile,
    stop: () => ended(child),
  }
}

function configuration(facts: {
  folder: string
  workspace: string
  httpPort: number
  httpsPort: number
  http2Port: number
  certificateFile: string
  keyFile: string
}): string {
  const rights = process.getuid?.() === 0 ? 'user root;' : ''
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(facts.workspace, name)};`)
    .join('\n  ')
  return `daemon off;
${rights}
worker_processes 1;
pid ${join(facts.workspace, 'nginx.pid')};
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  default_type application/octet-stream;
  ${temporary}
  server {
    listen 127.0.0.1:${facts.httpPort};
    listen 127.0.0.1:${facts.httpsPort} ssl;
    listen 127.0.0.1:${facts.http2Port} ssl http2;
    ssl_certificate ${facts.certificateFile};
    ssl_certificate_key ${facts.keyFile};
    root ${facts.folder};
    location = / { return 204; }
    location /closing/ { alias ${facts.folder}/; keepalive_timeout 0; }
  }
}
`
}
