import type { ExpectedChecksum } from '../../../src-preload/contract/index.ts'

const algorithms: ReadonlyMap<string, ExpectedChecksum['algorithm']> = new Map([
  ['md5', 'md5'],
  ['sha1', 'sha-1'],
  ['sha256', 'sha-256'],
  ['sha512', 'sha-512'],
])
const hexLengths: Readonly<Record<ExpectedChecksum['algorithm'], number>> = {
  md5: 32,
  'sha-1': 40,
  'sha-256': 64,
  'sha-512': 128,
}
const byLength: ReadonlyMap<number, ExpectedChecksum['algorithm']> = new Map([
  [32, 'md5'],
  [40, 'sha-1'],
  [64, 'sha-256'],
  [128, 'sha-512'],
])

const units: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ['bytes', 1],
  ['k', 1_024],
  ['kb', 1_000],
  ['kib', 1_024],
  ['m', 1_048_576],
  ['mb', 1_000_000],
  ['mib', 1_048_576],
  ['g', 1_073_741_824],
  ['gb', 1_000_000_000],
  ['gib', 1_073_741_824],
  ['t', 1_099_511_627_776],
  ['tb', 1_000_000_000_000],
  ['tib', 1_099_511_627_776],
])

/** `1234`, `1.5 GB`, `700 MiB`, `64K`: bytes, rounded where they are told with a unit. Null where it is no size. */
export function sizeOf(text: string): number | null {
  const [, whole = '', part = '', unit = ''] = /^(\d{1,16})(?:[.,](\d{1,6}))?\s*([a-z]{0,5})$/i.exec(text.trim()) ?? []
  const factor = units.get(unit.toLowerCase())
  // A comma in plain bytes may divide thousands or tenths: better no size than a wrong one.
  if (whole === '' || factor === undefined || (factor === 1 && part !== '')) return null
  const bytes = Math.round(Number(`${whole}.${part}`) * factor)
  return Number.isSafeInteger(bytes) ? bytes : null
}

/** Digits alone, `sha256:…` or `sha-256=…`; `named`: the algorithm that stands beside it. Null where it is no digest. */
export function checksumOf(text: string, named: string | null = null): ExpectedChecksum | null {
  const [, prefix, hex = ''] = /^(?:([a-z0-9-]{3,8})\s*[:=]\s*)?([0-9a-f]{32,128})$/i.exec(text.trim()) ?? []
  const wanted = prefix ?? named
  const algorithm = wanted === null ? byLength.get(hex.length) : algorithmNamed(wanted)
  if (algorithm === undefined || hexLengths[algorithm] !== hex.length) return null
  return { algorithm, expected: hex.toLowerCase() }
}

/** `SHA256`, `sha-256`, `sha256sum`; undefined for any that is not checked here. */
export function algorithmNamed(name: string): ExpectedChecksum['algorithm'] | undefined {
  return algorithms.get(
    name
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
      .replace(/sum$/, ''),
  )
}

/** A folder that somebody else named: below the job's. Null where it is absolute or would lead out of it. */
export function relativeFolder(wanted: string): string | null {
  const folder = wanted.trim().replaceAll('\\', '/')
  if (folder.startsWith('/') || folder.startsWith('~') || /^[a-z]:/i.test(folder)) return null
  const parts = folder.split('/').filter((part) => part !== '' && part !== '.')
  return parts.includes('..') ? null : parts.join('/')
}

/** A name that may stand behind a path, as `-o` has it: the folder below the job's, and the name in it. */
export function placeOf(wanted: string): { readonly directory: string | null; readonly fileName: string } | null {
  const folder = relativeFolder(wanted)
  if (folder === null || folder === '') return null
  const end = folder.lastIndexOf('/')
  return { directory: end < 0 ? null : folder.slice(0, end), fileName: folder.slice(end + 1) }
}
