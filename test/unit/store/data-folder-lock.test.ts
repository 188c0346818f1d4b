import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { DataFolderLockedError, lockDataFolder } from '../../../src-main/store/data-folder-lock.ts'
import { temporaryFolder } from './support.ts'

const lockModule = new URL('../../../src-main/store/data-folder-lock.ts', import.meta.url).href

/** A process that takes the folder, keeps no reference to the lock, says so, and stays. */
async function holderOf(folder: string): Promise<ChildProcess> {
  const program = `
    const { lockDataFolder } = await import(${JSON.stringify(lockModule)})
    lockDataFolder(${JSON.stringify(folder)})
    await new Promise((resolve) => setTimeout(resolve, 20))
    globalThis.gc()
    process.stdout.write('locked')
    setInterval(() => {}, 1_000)`
  const child = spawn(process.execPath, ['--expose-gc', '--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  await once(child.stdout, 'data')
  return child
}

function refusalOf(folder: string): DataFolderLockedError {
  try {
    lockDataFolder(folder).release()
  } catch (error) {
    if (error instanceof DataFolderLockedError) return error
    throw error
  }
  throw new Error('The folder was not locked.')
}

test('a folder that another process holds is refused with its id, and free the moment it is killed', async () => {
  const folder = temporaryFolder()
  const holder = await holderOf(folder)
  expect(refusalOf(folder)).toMatchObject({ pid: holder.pid, directory: folder })
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  const lock = lockDataFolder(folder)
  expect(refusalOf(folder).pid).toBe(process.pid)
  lock.release()
})

test('a refused attempt in the same process does not give the lock away', async () => {
  const folder = temporaryFolder()
  const lock = lockDataFolder(folder)
  refusalOf(folder)
  const rival = spawn(process.execPath, [
    '--input-type=module',
    '--eval',
    `const { lockDataFolder } = await import(${JSON.stringify(lockModule)})
     try { lockDataFolder(${JSON.stringify(folder)}) } catch (error) { process.exitCode = error.pid === ${process.pid} ? 2 : 3 }`,
  ])
  const [code] = await once(rival, 'exit')
  expect(code).toBe(2)
  lock.release()
})

test('a released folder can be taken again, and releasing twice does no harm', () => {
  const folder = join(temporaryFolder(), 'made', 'on demand')
  const first = lockDataFolder(folder)
  first.release()
  const second = lockDataFolder(folder)
  first.release()
  expect(refusalOf(folder).pid).toBe(process.pid)
  expect(existsSync(join(folder, 'staffel.pid'))).toBe(true)
  second.release()
})
