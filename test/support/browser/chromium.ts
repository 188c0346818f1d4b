import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { inflate } from '@sparticuz/chromium'

/** How to start a Chromium; `executablePath` is undefined where Playwright's own is to be used. */
export interface ChromiumLaunch {
  readonly executablePath?: string
  readonly env: Record<string, string>
}

const modules = resolve(import.meta.dirname, '../../../node_modules')
const packed = join(modules, '@sparticuz/chromium/bin')
const unpacked = join(modules, '.cache/staffel-chromium')

/**
 * A Chromium that `npm ci` alone brings: on Linux the one packed in a package, unpacked once beside it, with the
 * libraries and the font packed there too where the machine has none. Elsewhere Playwright's own, which
 * `npx playwright install chromium` fetches.
 *
 * @throws Error that says what the browser itself said, where it can't start on this machine
 */
export async function chromiumLaunch(): Promise<ChromiumLaunch> {
  const env = inheritedEnvironment()
  if (process.platform !== 'linux' || process.arch !== 'x64') return { env }
  if (!existsSync(unpacked)) await unpack()
  const executablePath = join(unpacked, 'chromium')
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_PATH = join(unpacked, 'fonts')
  if (versionProblem(executablePath, env) === null) return { executablePath, env }
  env.LD_LIBRARY_PATH = join(unpacked, 'al2023', 'lib')
  const problem = versionProblem(executablePath, env)
  if (problem !== null) throw new Error(`Chromium can't start on this machine: ${problem}`)
  return { executablePath, env }
}

/** Into a folder of its own first, so that a start that was interrupted leaves nothing half unpacked behind. */
async function unpack(): Promise<void> {
  const next = `${unpacked}.${process.pid}`
  await mkdir(next, { recursive: true })
  const temporary = process.env.TMPDIR
  // The package unpacks into the system's temporary folder, wherever that is.
  process.env.TMPDIR = next
  try {
    const files = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']
    await Promise.all(files.map((file) => inflate(join(packed, file))))
  } finally {
    if (temporary === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = temporary
  }
  try {
    await rename(next, unpacked)
  } catch (error) {
    // Another process was faster.
    if (!existsSync(unpacked)) throw error
  } finally {
    await rm(next, { recursive: true, force: true })
  }
}

function versionProblem(executablePath: string, env: Record<string, string>): string | null {
  const { status, stderr, error } = spawnSync(executablePath, ['--version'], { env, encoding: 'utf8', timeout: 30_000 })
  if (error !== undefined) return error.message
  return status === 0 ? null : stderr.trim()
}

function inheritedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])))
}
