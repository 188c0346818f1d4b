import { readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const lockName = 'SingletonLock'
const callPrefix = 'SingletonCall-'

/**
 * One instance a folder, decided at once: the lock is a file with the owner's pid. Whoever comes later leaves its
 * arguments in a file beside it, which the owner watches for.
 */
export function takeInstanceLock(folder: string, onOther: (arguments_: string[], workingDirectory: string) => void): boolean {
  const lock = join(folder, lockName)
  const owner = ownerOf(lock)
  if (owner !== null && isRunning(owner)) {
    const call = { arguments_: process.argv, workingDirectory: process.cwd() }
    writeFileSync(join(folder, `${callPrefix}${process.pid}`), JSON.stringify(call))
    return false
  }
  rmSync(lock, { force: true })
  writeFileSync(lock, String(process.pid), { flag: 'wx' })
  const watcher = watch(folder, () => {
    for (const name of readdirSync(folder).filter((entry) => entry.startsWith(callPrefix))) {
      const call = readCall(join(folder, name))
      if (call !== null) onOther(call.arguments_, call.workingDirectory)
    }
  })
  watcher.unref()
  return true
}

function readCall(file: string): { arguments_: string[]; workingDirectory: string } | null {
  try {
    const call = JSON.parse(readFileSync(file, 'utf8'))
    rmSync(file)
    return call
  } catch {
    // Not written to its end yet; the watcher calls again.
    return null
  }
}

function ownerOf(lock: string): number | null {
  try {
    return Number.parseInt(readFileSync(lock, 'utf8'), 10)
  } catch {
    return null
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
