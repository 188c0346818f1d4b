import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import envPaths from 'env-paths'

const folderName = process.platform === 'linux' ? 'staffel' : 'Staffel'

/** The absolute folder that an environment variable names, from where the person stands; null where it is unset or empty. */
export function folderOfVariable(name: string): string | null {
  const text = process.env[name] ?? ''
  // npm changes the working directory, and says where it was.
  return text === '' ? null : resolve(process.env.INIT_CWD ?? process.cwd(), text)
}

/** Where the database, the log and the token lie unless told otherwise: the platform's usual place for such things. */
export function usualDataFolder(): string {
  const { data } = envPaths(folderName, { suffix: '' })
  // The XDG specification has relative paths ignored.
  return isAbsolute(data) ? data : join(homedir(), '.local', 'share', folderName)
}

/** Where downloads go unless told otherwise: the person's own folder for them. */
export function usualDownloadFolder(): string {
  const chosen = process.platform === 'linux' ? xdgDownloadFolder() : null
  return chosen ?? join(homedir(), 'Downloads')
}

/** The download folder of `user-dirs.dirs(5)`; null where there is none, or where it was switched off by naming the home folder. */
function xdgDownloadFolder(): string | null {
  const configured = process.env.XDG_CONFIG_HOME ?? ''
  const configFolder = isAbsolute(configured) ? configured : join(homedir(), '.config')
  let lines: string
  try {
    lines = readFileSync(join(configFolder, 'user-dirs.dirs'), 'utf8')
  } catch {
    return null // Not every system has the file.
  }
  const quoted = /^\s*XDG_DOWNLOAD_DIR="(.*)"\s*$/m.exec(lines)?.[1]
  if (quoted === undefined) return null
  const text = quoted.replace(/\\(.)/g, '$1')
  const folder = text.startsWith('$HOME/') ? join(homedir(), text.slice('$HOME/'.length)) : text
  return isAbsolute(folder) && join(folder, '.') !== join(homedir(), '.') ? folder : null
}
