import { type ExpectedChecksum, expectedChecksumSchema } from '../../../src-preload/contract/index.ts'

const algorithms = {
  md5: 'md5',
  sha1: 'sha-1',
  'sha-1': 'sha-1',
  sha256: 'sha-256',
  'sha-256': 'sha-256',
  sha512: 'sha-512',
  'sha-512': 'sha-512',
} as const

/** `<media:hash algo="…">` (Media RSS 1.5): hex, MD5 where it says nothing. */
export function checksumOfHash(value: string | undefined, algorithm = 'md5'): ExpectedChecksum | undefined {
  return checked(algorithm, value?.trim().toLowerCase() ?? '')
}

/** `<podcast:integrity type="sri">`: as in Subresource Integrity §3.5, of several the strongest that is known. */
export function checksumOfIntegrity(type: string | undefined, value: string | undefined): ExpectedChecksum | undefined {
  if (type?.toLowerCase() !== 'sri' || value === undefined || value.length > 2_000) return undefined
  const known = value
    .trim()
    .split(/\s+/)
    .flatMap((word) => {
      const [, algorithm = '', digest = ''] = /^(sha\d+)-([\w+/=-]+)/.exec(word) ?? []
      return checked(algorithm, Buffer.from(digest, 'base64').toString('hex')) ?? []
    })
  return known.toSorted((one, other) => other.expected.length - one.expected.length)[0]
}

function checked(name: string, expected: string): ExpectedChecksum | undefined {
  const algorithm = Object.hasOwn(algorithms, name.toLowerCase())
    ? algorithms[name.toLowerCase() as keyof typeof algorithms]
    : null
  return expectedChecksumSchema.safeParse({ algorithm, expected }).data
}
