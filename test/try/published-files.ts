import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../..')

/** Packages the project uses anyway, from kilobytes to tens of megabytes. */
const names = [
  'zustand',
  'zod',
  'cookie',
  'fastify',
  'got',
  'i18next',
  'react-dom',
  'lucide-react',
  'better-sqlite3',
  'vite',
  'electron-builder',
  '@sparticuz/chromium',
]

/** A file that others published, with the digest they published. */
export interface PublishedFile {
  readonly path: string
  readonly fileName: string
  readonly size: number
  /** SHA-512, hex: the lock file's `integrity`. */
  readonly sha512: string
}

/** Fetches the packages' tarballs into a folder, at the versions of the lock file. */
export async function fetchPublishedFiles(directory: string): Promise<PublishedFile[]> {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'))
  const files: PublishedFile[] = []
  for (const name of names) {
    const { version, integrity } = lock.packages[`node_modules/${name}`]
    const { stdout } = await run('npm', ['pack', `${name}@${version}`, '--json', '--pack-destination', directory], {
      cwd: directory,
      shell: process.platform === 'win32',
    })
    const packed = Object.values(JSON.parse(stdout))[0] as { filename: string; size: number }
    const [algorithm, digest] = String(integrity).split('-')
    if (algorithm !== 'sha512' || digest === undefined) throw new Error(`no SHA-512 is published for ${name}`)
    const fileName = packed.filename.replace(/^@/, '').replace('/', '-')
    const sha512 = Buffer.from(digest, 'base64').toString('hex')
    files.push({ path: join(directory, fileName), fileName, size: packed.size, sha512 })
    process.stderr.write(`  ${fileName}  ${(packed.size / 1e6).toFixed(2)} MB\n`)
  }
  return files
}
