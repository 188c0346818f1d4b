import {
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { accessTo, type DiskAccess, LocalAccess, pooledAccess } from '../../../src-main/transfer/worker/disk-access.ts'

const { O_CREAT, O_EXCL, O_RDWR } = constants

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'staffel-disk-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

const ways: readonly (readonly [string, () => DiskAccess])[] = [
  ['in place', () => new LocalAccess()],
  ['by threads', () => pooledAccess],
]

test.each(ways)('a file is made, written, read, cut and closed %s', async (_, access) => {
  const path = join(folder(), 'a')
  const file = await access().open(path, O_RDWR | O_CREAT | O_EXCL, 0o600)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const [small, large] = [Buffer.alloc(1_000, 'a'), Buffer.alloc(300_000, 'b')]
  expect(await file.write(small, 0, small.length, 0)).toMatchObject({ bytesWritten: 1_000 })
  expect(await file.write(large, 100, large.length - 100, 1_000)).toMatchObject({ bytesWritten: 299_900 })
  await file.datasync()
  await file.sync()
  expect((await file.stat()).size).toBe(300_900)
  const into = Buffer.alloc(4)
  expect(await file.read(into, 1, 2, 999)).toMatchObject({ bytesRead: 2 })
  expect(into.toString('latin1')).toBe('\0ab\0')
  await file.truncate(3)
  await file.chmod(0o640)
  await file.close()
  expect([readFileSync(path, 'latin1'), statSync(path).mode & 0o777]).toEqual(['aaa', 0o640])
})

test.runIf(process.platform === 'linux')('a file can be opened so that each write is on the disk once it is done', async () => {
  const path = join(folder(), 'a')
  const access = new LocalAccess()
  expect(access.mayBeSynchronous).toBe(true)
  const file = await access.open(path, O_RDWR | O_CREAT | O_EXCL | constants.O_SYNC, 0o644)
  expect([file.isSynchronous, file.inPlaceBytes]).toEqual([true, 0])
  const descriptor = readdirSync('/proc/self/fd').find(
    (fd) => existsSync(`/proc/self/fd/${fd}`) && readlinkSync(`/proc/self/fd/${fd}`) === path,
  )
  const flags = /^flags:\s+(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8'))?.[1] ?? ''
  expect(Number.parseInt(flags, 8) & constants.O_SYNC).toBe(constants.O_SYNC)
  expect(await file.write(Buffer.from('one two'), 0, 7, 0)).toMatchObject({ bytesWritten: 7 })
  await file.close()
  expect(readFileSync(path, 'utf8')).toBe('one two')
  const usual = await access.open(path, O_RDWR, 0o644)
  expect([usual.isSynchronous, (usual.inPlaceBytes ?? 0) > 0]).toEqual([false, true])
  await usual.close()
})

test.each(ways)('what cannot be done %s is told as Node tells it', async (_, access) => {
  const way = access()
  const path = join(folder(), 'a')
  expect(await way.lstat(path)).toBeNull()
  await expect((async () => way.lstat(join(path, '\0')))()).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
  writeFileSync(path, 'kept')
  await expect((async () => way.open(path, O_RDWR | O_CREAT | O_EXCL, 0o600))()).rejects.toMatchObject({ code: 'EEXIST' })
  await expect((async () => way.link(path, path))()).rejects.toMatchObject({ code: 'EEXIST' })
  expect(readFileSync(path, 'utf8')).toBe('kept')
})

test('a file is closed only when no call uses it any more, and once', async () => {
  const path = join(folder(), 'a')
  const file = await new LocalAccess().open(path, O_RDWR | O_CREAT, 0o600)
  const bytes = Buffer.alloc(4_000_000, 'x')
  const writing = file.write(bytes, 0, bytes.length, 0)
  const closing = file.close()
  const other = await open(path)
  expect(await writing).toMatchObject({ bytesWritten: bytes.length })
  await closing
  expect((await other.stat()).size).toBe(bytes.length)
  // By now the number may be another file's: closing once more must not touch that.
  const reused = await new LocalAccess().open(path, O_RDWR, 0o600)
  await file.close()
  expect((await reused.stat()).size).toBe(bytes.length)
  await reused.close()
  await other.close()
})

test('a disk that keeps a call waiting is left to the threads for a while', async () => {
  let now = 0
  let callMs = 0
  const path = join(folder(), 'a')
  writeFileSync(path, '')
  // Looked at twice for each call: before it and after it.
  const access = new LocalAccess(() => {
    now += callMs / 2
    return now
  })
  await access.lstat(path)
  expect(access.isDirect).toBe(true)
  callMs = 100
  await access.lstat(path)
  callMs = 0
  expect(access.isDirect).toBe(false)
  await access.link(path, `${path}-2`)
  expect(existsSync(`${path}-2`)).toBe(true)
  // It waited for 50 ms: ten times as long.
  now += 499
  expect(access.isDirect).toBe(false)
  now += 2
  expect(access.isDirect).toBe(true)
})

test('only file systems that are known to be local are spoken to in place', () => {
  const [ext4, nfs, cifs, unknown] = [0xef53, 0x6969, 0xff534d42, 0]
  expect(accessTo(ext4) instanceof LocalAccess).toBe(process.platform === 'linux')
  for (const type of [nfs, cifs, unknown]) expect(accessTo(type)).toBe(pooledAccess)
})
