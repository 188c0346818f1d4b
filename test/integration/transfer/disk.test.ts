import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'
import { describeWithMounts, mounts, setUpMounts } from '../../support/each-test-mounts.ts'

setUpBench()

setUpMounts()

const size = 3_000_000
const codeOf = (ended: Awaited<ReturnType<typeof bench.fetch>>) =>
  ended.outcome.kind === 'failed' ? ended.outcome.failure.code : ended.outcome.kind

describeWithMounts('a file system without room', () => {
  test('for a file whose size is known is not begun on', async () => {
    server.serve('/file', { size, bytesPerSecond: 1_000_000 })
    const directory = mounts.memory('size=2m')
    const ended = await bench.fetch(server.url('/file'), { directory })
    expect(codeOf(ended)).toBe('DISK_FULL')
    expect(server.bytesSent()).toBeLessThan(500_000)
  })

  test('for the next bytes keeps the ones it has, and they are gone on with once there is room', async () => {
    server.serve('/file', { size, chunked: true, ranges: false })
    const directory = mounts.memory('size=2m')
    const full = await bench.fetch(server.url('/file'), { directory })
    expect(codeOf(full)).toBe('DISK_FULL')
    expect(full.part?.segments[0]?.done).toBeLessThanOrEqual(2_097_152)
    mounts.remount(directory, 'size=20m')
    // What was free is known for a quarter of a second.
    await sleep(300)
    bench.directory = directory
    server.serve('/file', { size })
    const ended = await bench.fetch(server.url('/file'), { directory, part: full.part })
    expect(codeOf(ended)).toBe('completed')
    expect((await bench.read('file')).equals(server.content('/file'))).toBe(true)
  })

  test('for a new file is a full disk too', async () => {
    server.serve('/file', { size })
    const directory = mounts.memory('size=20m,nr_inodes=2')
    await writeFile(join(directory, 'other'), '')
    const ended = await bench.fetch(server.url('/file'), { directory })
    expect(codeOf(ended)).toBe('DISK_FULL')
  })

  test('for the final name keeps all bytes, and asks for none again once there is room', async () => {
    server.serve('/file', { size })
    const directory = mounts.memory('size=20m,nr_inodes=2')
    const nameless = await bench.fetch(server.url('/file'), { directory })
    expect(codeOf(nameless)).toBe('DISK_FULL')
    mounts.remount(directory, 'nr_inodes=20')
    const before = server.requests.length
    bench.directory = directory
    expect(codeOf(await bench.fetch(server.url('/file'), { directory, part: nameless.part }))).toBe('completed')
    expect((await bench.read('file')).equals(server.content('/file'))).toBe(true)
    expect(server.requests.length).toBe(before)
  })
})

describeWithMounts('a drive', () => {
  test('that is read-only is a matter of permission, and the download goes on where it was once it is not', async () => {
    server.serve('/file', { size, faults: [{ cutAfter: 1_000_000 }] })
    const directory = mounts.memory('size=20m')
    const cut = await bench.fetch(server.url('/file'), {
      directory,
      limits: { connections: 1, episodeSpeedLimit: 0, jobSpeedLimit: 0 },
    })
    expect(codeOf(cut)).toBe('NETWORK')
    mounts.remount(directory, 'ro')
    expect(codeOf(await bench.fetch(server.url('/file'), { directory, part: cut.part }))).toBe('PERMISSION')
    expect(codeOf(await bench.fetch(server.url('/file'), { directory }))).toBe('PERMISSION')
    mounts.remount(directory, 'rw')
    bench.directory = directory
    expect(codeOf(await bench.fetch(server.url('/file'), { directory, part: cut.part }))).toBe('completed')
    expect(server.requests.at(-1)?.range?.start).toBeGreaterThan(500_000)
  })

  test('that is not there is not replaced by the disk under its mount point', async () => {
    server.serve('/file', { size })
    const drive = mounts.drive()
    const folder = { directory: drive.path, mount: drive.path }
    drive.remove()
    expect(codeOf(await bench.fetch(server.url('/file'), folder))).toBe('FOLDER_MISSING')
    expect(await readdir(drive.path)).toEqual([])
    expect(server.requests).toEqual([])
    drive.insert()
    expect(codeOf(await bench.fetch(server.url('/file'), folder))).toBe('completed')
  })

  test('that is pulled in the middle is missed at once, and its bytes count again when it is back', async () => {
    server.serve('/file', { size, bytesPerSecond: 1_000_000 })
    const drive = mounts.drive()
    const folder = { directory: join(drive.path, 'series'), mount: drive.path }
    await mkdir(folder.directory)
    const attemptId = bench.begin(server.url('/file'), folder)
    await bench.received(attemptId, 600_000)
    drive.remove()
    const ended = await bench.ended(attemptId)
    expect(codeOf(ended)).toBe('FOLDER_MISSING')
    expect(await readdir(drive.path)).toEqual([])
    drive.insert()
    server.serve('/file', { size })
    bench.directory = folder.directory
    expect(codeOf(await bench.fetch(server.url('/file'), { ...folder, part: ended.part }))).toBe('completed')
    expect((await bench.read('file')).equals(server.content('/file'))).toBe(true)
    expect(server.requests.at(-1)?.range?.start).toBeGreaterThan(0)
  })
})

describe('a folder', () => {
  test('that was deleted is not made again', async () => {
    server.serve('/file', { size })
    const directory = join(bench.directory, 'gone')
    expect(codeOf(await bench.fetch(server.url('/file'), { directory }))).toBe('FOLDER_MISSING')
    expect(await bench.files()).toEqual([])
  })

  test('that is deleted in the middle is missed at once', async () => {
    server.serve('/file', { size, bytesPerSecond: 1_000_000 })
    const directory = join(bench.directory, 'series')
    await mkdir(directory)
    const attemptId = bench.begin(server.url('/file'), { directory })
    await bench.received(attemptId, 300_000)
    await rm(directory, { recursive: true })
    expect(codeOf(await bench.ended(attemptId))).toBe('FOLDER_MISSING')
    expect(await bench.files()).toEqual([])
  })

  test('whose path leaves no room for a name is told as that', async () => {
    server.serve('/file', { size: 10 })
    const directory = join(bench.directory, ...Array.from({ length: 20 }, () => 'd'.repeat(195)))
    await mkdir(directory, { recursive: true })
    const ended = await bench.fetch(server.url('/file'), { directory, wantedName: 'n'.repeat(200) })
    expect(codeOf(ended)).toBe('PATH_INVALID')
  })

  test.skipIf(mayWriteAnywhere())(
    'that nobody may write into is a matter of permission (left out for the superuser, who may)',
    async () => {
      server.serve('/file', { size: 10 })
      await chmod(bench.directory, 0o555)
      expect(codeOf(await bench.fetch(server.url('/file')))).toBe('PERMISSION')
      await chmod(bench.directory, 0o755)
      expect(codeOf(await bench.fetch(server.url('/file')))).toBe('completed')
    },
  )

  test.skipIf(!canBeLocked())(
    'that even the superuser may not change is a matter of permission (left out where it cannot be made)',
    async () => {
      server.serve('/file', { size: 10 })
      execFileSync('chattr', ['+i', bench.directory])
      const refused = await bench.fetch(server.url('/file'))
      execFileSync('chattr', ['-i', bench.directory])
      expect(codeOf(refused)).toBe('PERMISSION')
      expect(codeOf(await bench.fetch(server.url('/file')))).toBe('completed')
    },
  )
})

/** Whether permissions mean nothing to this process, as to the superuser's. */
function mayWriteAnywhere(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'staffel-may-'))
  try {
    chmodSync(folder, 0o555)
    mkdirSync(join(folder, 'a'))
    return true
  } catch {
    return false
  } finally {
    chmodSync(folder, 0o755)
    rmSync(folder, { recursive: true })
  }
}

/** Whether files can be made unchangeable here. */
function canBeLocked(): boolean {
  try {
    execFileSync('sh', ['-c', 'd=$(mktemp -d) && chattr +i "$d" && chattr -i "$d"; s=$?; rmdir "$d"; exit $s'], {
      stdio: 'ignore',
    })
    return true
  } catch {
    return false
  }
}
