import { readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'

const signature = '-----BEGIN PGP SIGNATURE-----\n\niQIz\n-----END PGP SIGNATURE-----\n'
const at = (name: string) => join(bench.directory, name)
const textOf = (name: string) => readFile(at(name), 'utf8')

setUpBench()

test('a signature stands beside its file, under the name that the file got', async () => {
  server.serve('/a.iso', { size: 1_000 })
  await writeFile(at('a.iso'), 'the person’s own')
  const { outcome } = await bench.fetch(server.url('/a.iso'), { signature })
  expect(outcome).toMatchObject({ kind: 'completed', fileName: 'a (1).iso' })
  expect(await textOf('a (1).iso.asc')).toBe(signature)
  expect(await bench.files()).toEqual(['a (1).iso', 'a (1).iso.asc', 'a (1).iso.part', 'a.iso'])
})

test('what stands there already is left alone, and a link there leads nowhere', async () => {
  server.serve('/a.iso', { size: 1_000 })
  server.serve('/b.iso', { size: 1_000 })
  await writeFile(at('a.iso.asc'), 'another')
  await writeFile(at('elsewhere'), 'untouched')
  await symlink(at('elsewhere'), at('b.iso.asc'))
  expect((await bench.fetch(server.url('/a.iso'), { signature })).outcome.kind).toBe('completed')
  expect((await bench.fetch(server.url('/b.iso'), { signature })).outcome.kind).toBe('completed')
  expect(await textOf('a.iso.asc')).toBe('another')
  expect(await textOf('elsewhere')).toBe('untouched')
})

test('with its file the signature is replaced too', async () => {
  server.serve('/a.iso', { size: 1_000 })
  await writeFile(at('a.iso'), 'old')
  await writeFile(at('a.iso.asc'), 'old')
  const { outcome } = await bench.fetch(server.url('/a.iso'), { signature, onConflict: 'overwrite' })
  expect(outcome).toMatchObject({ kind: 'completed', fileName: 'a.iso' })
  expect(await textOf('a.iso.asc')).toBe(signature)
})

test('a file that was placed before a crash gets its signature with the next attempt', async () => {
  server.serve('/a.iso', { size: 1_000 })
  const { part, blockDigests } = await bench.fetch(server.url('/a.iso'))
  const { outcome } = await bench.fetch(server.url('/a.iso'), { part, blockDigests, signature })
  expect(outcome).toMatchObject({ kind: 'completed', fileName: 'a.iso' })
  expect(await textOf('a.iso.asc')).toBe(signature)
  expect(server.requests).toHaveLength(1)
})
