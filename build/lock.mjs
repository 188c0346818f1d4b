import { randomUUID } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'

const pollMs = 100

/**
 * Runs work that only one process may do at a time. The lock is a file that names its owner, by its pid first; one whose
 * owner is gone is taken over. Linking a finished file, rather than creating an empty one, leaves no instant in which
 * the lock exists without its owner's name in it.
 *
 * @template T
 * @param {string} file in an existing folder
 * @param {number} patienceMs how long to wait for another process before giving up with an error
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(file, patienceMs, work) {
  const name = randomUUID()
  const mine = `${file}.${name}`
  await writeFile(mine, `${process.pid} ${name}`)
  try {
    const deadline = Date.now() + patienceMs
    while (!(await take(mine, file))) {
      const owner = await ownerOf(file)
      const pid = Number.parseInt(owner ?? '', 10)
      if (owner !== null && !isRunning(pid) && (await removeDead(file, owner, mine))) continue
      if (Date.now() > deadline) throw new Error(`process ${owner === null ? '?' : pid} has been building for too long`)
      await wait(pollMs)
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

/**
 * Removes a dead owner's lock, and no other: several may have found that owner, and one of them may hold the lock by now.
 * Who may remove it is decided as the lock itself is. False where somebody else is at it.
 *
 * @param {string} file @param {string} owner @param {string} mine @returns {Promise<boolean>}
 */
async function removeDead(file, owner, mine) {
  const right = `${file}.after-${owner.replaceAll(/\W/g, '-')}`
  if (!(await take(mine, right))) {
    const other = await ownerOf(right)
    // Killed in just this moment.
    if (other !== null && !isRunning(Number.parseInt(other, 10))) await rm(right, { force: true })
    return false
  }
  try {
    if ((await ownerOf(file)) === owner) await rm(file, { force: true })
  } finally {
    await rm(right, { force: true })
  }
  return true
}

/** What the lock says. @param {string} file @returns {Promise<string | null>} */
async function ownerOf(file) {
  try {
    return await readFile(file, 'utf8')
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
