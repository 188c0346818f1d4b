import { link, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { interimOf } from '../../../src-main/transfer/worker/place-file.ts'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'

setUpBench()

async function nameOf(path: string, changes = {}) {
  const { outcome } = await bench.fetch(server.url(path), changes)
  return outcome.kind === 'completed' ? outcome.fileName : outcome
}

describe('the name of a file', () => {
  test('comes from the head, from the address, or from the user', async () => {
    server.serve('/x', { size: 1, disposition: "attachment; filename=plain.txt; filename*=UTF-8''%C3%BCbung.txt" })
    server.serve('/%E6%97%A5%E6%9C%AC.zip', { size: 1 })
    server.serve('/dir/', { size: 1 })
    expect(await nameOf('/x')).toBe('übung.txt')
    expect(await nameOf('/%E6%97%A5%E6%9C%AC.zip')).toBe('日本.zip')
    expect(await nameOf('/dir/')).toBe('download')
    expect(await nameOf('/x', { wantedName: 'mine.txt' })).toBe('mine.txt')
  })

  test('in UTF-8 bytes of a plain header is read as such', async () => {
    server.serve('/x', {
      size: 1,
      faults: [{ headers: { 'content-disposition': Buffer.from('attachment; filename="größe.txt"').toString('latin1') } }],
    })
    expect(await nameOf('/x')).toBe('größe.txt')
  })

  test('follows the template', async () => {
    server.serve('/ep.mp3', { size: 1 })
    const fileNameTemplate = '{job} - {index:03} {title}.{ext}'
    expect(await nameOf('/ep.mp3', { fileNameTemplate, title: 'One: two', index: 7, jobTitle: 'Cast' })).toBe(
      'Cast - 007 One_ two.mp3',
    )
  })

  test('never leaves the folder', async () => {
    server.serve('/x', { size: 1, disposition: 'attachment; filename="../../evil.sh"' })
    server.serve('/%2e%2e%2f%2e%2e%2fevil', { size: 1 })
    expect(await nameOf('/x')).toBe('evil.sh')
    expect(await nameOf('/%2e%2e%2f%2e%2e%2fevil')).toBe('_.._evil')
    expect(await nameOf('/x', { wantedName: '../../../evil' })).toBe('_.._.._evil')
  })
})

describe('a name that is taken', () => {
  test('is given a number', async () => {
    await writeFile(join(bench.directory, 'a.tar.gz'), 'old')
    server.serve('/a.tar.gz', { size: 9 })
    expect(await nameOf('/a.tar.gz')).toBe('a (1).tar.gz')
    expect(await readFile(join(bench.directory, 'a.tar.gz'), 'utf8')).toBe('old')
  })

  test('by others that are under way, in whatever case, is never shared', async () => {
    for (const path of ['/1/Same.bin', '/2/same.bin', '/3/SAME.BIN'])
      server.serve(path, { size: 200_000, bytesPerSecond: 1_000_000 })
    const names = await Promise.all([nameOf('/1/Same.bin'), nameOf('/2/same.bin'), nameOf('/3/SAME.BIN')])
    expect(new Set(names.map((name) => String(name).toLowerCase())).size).toBe(3)
  })

  test('by the part file of another is left alone', async () => {
    await writeFile(join(bench.directory, 'b.part'), 'half')
    server.serve('/b', { size: 9 })
    expect(await nameOf('/b')).toBe('b (1)')
    expect(await readFile(join(bench.directory, 'b.part'), 'utf8')).toBe('half')
  })

  test('is overwritten where that is the policy, and only when the new file is whole', async () => {
    await writeFile(join(bench.directory, 'c'), 'old')
    server.serve('/c', { size: 3_000_000, faults: [{ cutAfter: 1_000_000 }] })
    const single = { connections: 1, episodeSpeedLimit: 0, jobSpeedLimit: 0 }
    const { part } = await bench.fetch(server.url('/c'), { onConflict: 'overwrite', limits: single })
    expect(await readFile(join(bench.directory, 'c'), 'utf8')).toBe('old')
    expect(await nameOf('/c', { onConflict: 'overwrite', part })).toBe('c')
    expect((await bench.read('c')).equals(server.content('/c'))).toBe(true)
    expect(await bench.files()).toEqual(['c', 'c.part'])
  })

  test('and is replaced leaves nothing of a replacement that a crash cut off', async () => {
    server.serve('/c', { size: 2_000_000, bytesPerSecond: 4_000_000 })
    await writeFile(join(bench.directory, 'c'), 'old')
    const attemptId = bench.begin(server.url('/c'), { onConflict: 'overwrite' })
    await bench.received(attemptId, 200_000)
    bench.pool.stop(attemptId)
    const { part } = await bench.ended(attemptId)
    await link(join(bench.directory, 'c.part'), interimOf(join(bench.directory, 'c.part')))
    expect(await nameOf('/c', { onConflict: 'overwrite', part })).toBe('c')
    expect((await bench.read('c')).equals(server.content('/c'))).toBe(true)
    expect((await bench.files()).filter((name) => name.startsWith('.'))).toEqual([])
  })

  test('is skipped where that is the policy, without its body', async () => {
    await writeFile(join(bench.directory, 'd'), 'there already')
    server.serve('/d', { size: 50_000_000, bytesPerSecond: 1_000_000 })
    const { outcome, part } = await bench.fetch(server.url('/d'), { onConflict: 'skip' })
    expect(outcome).toEqual({ kind: 'completed', fileName: 'd', bytesTotal: 13, skipped: true, actualChecksum: null })
    expect(part).toBeNull()
    expect(server.requestsTo('/d').map(({ method }) => method)).toEqual(['HEAD'])
    await bench.fetch(server.url('/d'), { onConflict: 'skip', wantedName: 'd' })
    expect(server.requestsTo('/d')).toHaveLength(1)
  })

  test('is skipped too where only the whole answer tells its name', async () => {
    await writeFile(join(bench.directory, 'served.bin'), 'there already')
    server.serve('/get', { size: 50_000_000, bytesPerSecond: 1_000_000, disposition: 'attachment; filename="served.bin"' })
    const { outcome } = await bench.fetch(server.url('/get'), { onConflict: 'skip' })
    expect(outcome).toMatchObject({ kind: 'completed', fileName: 'served.bin', skipped: true })
    expect(server.bytesSent('/get')).toBeLessThan(500_000)
  })

  test('is no reason to skip where the server names the file otherwise, or answers no HEAD', async () => {
    for (const name of ['other', 'mute']) await writeFile(join(bench.directory, name), 'there already')
    server.serve('/other', { size: 1_000, disposition: 'attachment; filename="mine.bin"' })
    server.serve('/mute', { size: 1_000, disposition: 'attachment; filename="ours.bin"', faults: [{ status: 405 }] })
    expect(await nameOf('/other', { onConflict: 'skip' })).toBe('mine.bin')
    expect(await nameOf('/mute', { onConflict: 'skip' })).toBe('ours.bin')
  })

  test('in the meantime is not overwritten at the end', async () => {
    server.serve('/e', { size: 500_000, bytesPerSecond: 2_000_000 })
    const attemptId = bench.begin(server.url('/e'))
    await bench.received(attemptId, 1)
    await writeFile(join(bench.directory, 'e'), 'quicker')
    expect((await bench.ended(attemptId)).outcome).toMatchObject({ fileName: 'e (1)' })
    expect(await readFile(join(bench.directory, 'e'), 'utf8')).toBe('quicker')
  })

  test('by a symbolic link is not written through', async () => {
    const victim = join(bench.directory, 'victim')
    await writeFile(victim, 'precious')
    await symlink(victim, join(bench.directory, 'f'))
    await symlink(victim, join(bench.directory, 'g.part'))
    server.serve('/f', { size: 9 })
    server.serve('/g', { size: 9 })
    expect(await nameOf('/f')).toBe('f (1)')
    expect(await nameOf('/g')).toBe('g (1)')
    expect(await nameOf('/f', { onConflict: 'overwrite' })).toBe('f')
    expect(await readFile(victim, 'utf8')).toBe('precious')
  })
})

describe('a folder', () => {
  test('that is a file is PATH_INVALID', async () => {
    server.serve('/a', { size: 9 })
    await writeFile(join(bench.directory, 'file'), '')
    expect(await nameOf('/a', { directory: join(bench.directory, 'file') })).toMatchObject({
      kind: 'failed',
      transient: false,
      failure: { code: 'PATH_INVALID' },
    })
  })

  test('with a folder in the place of the target gives the file another name', async () => {
    await mkdir(join(bench.directory, 'h'))
    server.serve('/h', { size: 9 })
    expect(await nameOf('/h', { onConflict: 'overwrite' })).toBe('h (1)')
  })

  test('on a disk without the wanted room is DISK_FULL', async () => {
    await bench.renew({ minFreeBytes: Number.MAX_SAFE_INTEGER })
    server.serve('/a', { size: 9 })
    expect(await nameOf('/a')).toMatchObject({ kind: 'failed', transient: true, failure: { code: 'DISK_FULL' } })
  })
})
