import { randomUUID } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'

const pollMs = 100

/**
 * Runs work that only one process may do at a time. The lock is a file that holds its owner's pid; one whose owner is
 * gone is taken over. Linking a finished file, rather than creating an empty one, leaves no instant in which the lock
 * exists without its owner's name in it.
 *
 * @template T
 * @param {string} file in an existing folder
 * @param {number} patienceMs how long to wait for another process before giving up with an error
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(file, patienceMs, work) {
  const mine = `${file}.${randomUUID()}`
  await writeFile(mine, String(process.pid))
  try {
    const deadline = Date.now() + patienceMs
    while (!(await take(mine, file))) {
      const owner = await ownerOf(file)
      if (owner !== null && !isRunning(owner)) await rm(file, { force: true })
      else if (Date.now() > deadline) throw new Error(`process ${owner ?? '?'} has been building for too long`)
      else await wait(pollMs)
    }
  } finally {
    await rm(mine, { force: true })
  }
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
  }
}

/** @param {string} mine @param {string} file @returns {Promise<boolean>} */
async function take(mine, file) {
  try {
    await link(mine, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** @param {string} file @returns {Promise<number | null>} */
async function ownerOf(file) {
  try {
    return Number.parseInt(await readFile(file, 'utf8'), 10)
  } catch {
    return null
  }
}

/** @param {number} pid @returns {boolean} */
function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
