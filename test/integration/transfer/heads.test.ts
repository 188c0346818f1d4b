import { expect, test } from 'vitest'
import { bench, server, setUpBench } from '../../support/each-test-a-bench.ts'

setUpBench({ stallTimeoutMs: 1_000 })

const latin1 = (text: string) => Buffer.from(text, 'latin1')

/** Fetches what is answered with these header lines, and returns the outcome with the file's text. */
async function fetchedUnder(lines: string) {
  const raw = latin1(`HTTP/1.1 200 OK\r\nContent-Length: 5\r\n${lines}\r\n\r\nhello`)
  server.serve('/file', { size: 5, faults: () => ({ raw, rawEnd: 'close' }) })
  const { outcome } = await bench.fetch(server.url('/file'))
  const text = outcome.kind === 'completed' ? (await bench.read(outcome.fileName)).toString() : null
  return { outcome, text }
}

test.each([
  ['8-bit characters', 'X-Name: gr\xf6\xdfe', 'file'],
  ['an 8-bit name', 'Content-Disposition: attachment; filename="gr\xf6\xdfe.txt"', 'größe.txt'],
  ['a quoted name with quotes in it', 'Content-Disposition: attachment; filename="a \\"b\\".txt"', 'a _b_.txt'],
  [
    'a field twice',
    'Content-Disposition: attachment; filename=one.txt\r\nContent-Disposition: attachment; filename=two.txt',
    'one.txt',
  ],
  ['a field of 64 kB', `X-Long: ${'x'.repeat(65_536)}`, 'file'],
  ['a name that leads out of the folder', 'Content-Disposition: attachment; filename="../../../evil.sh"', 'evil.sh'],
  [
    'a name of the other system that leads out of it',
    'Content-Disposition: attachment; filename="..\\\\..\\\\evil.bat"',
    'evil.bat',
  ],
])('a head with %s is read, and the file is exact', async (_, lines, fileName) => {
  expect(await fetchedUnder(lines)).toMatchObject({ outcome: { kind: 'completed', fileName }, text: 'hello' })
})

test.each([
  ['a folded field', 'X-Fold: a\r\n b'],
  ['two types', 'Content-Type: text/plain\r\nContent-Type: text/html'],
  ['two validators', 'ETag: "a"\r\nETag: "b"'],
])('a head with %s ends in the exact file or a code', async (_, lines) => {
  const { outcome, text } = await fetchedUnder(lines)
  if (outcome.kind === 'completed') expect(text).toBe('hello')
  else expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'NETWORK' } })
})

test('a head without end is given up', async () => {
  const raw = `HTTP/1.1 200 OK\r\n${'X-Field: 0123456789012345678901234567890123456789\r\n'.repeat(20_000)}`
  server.serve('/file', { size: 5, faults: () => ({ raw, rawEnd: 'open' }) })
  expect((await bench.fetch(server.url('/file'))).outcome).toMatchObject({ kind: 'failed', failure: { code: 'NETWORK' } })
  expect(await bench.files()).toEqual([])
})
