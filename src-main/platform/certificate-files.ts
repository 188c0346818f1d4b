import { X509Certificate } from 'node:crypto'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import type { CertificateFiles } from '../queue/ports.ts'

/** All authorities of a system together take less than half of this. */
const mostBytes = 1_048_576
const block = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g

/** Reads PEM files with certificates (RFC 7468 §5) from the disk. */
export function createCertificateFiles(): CertificateFiles {
  return {
    async read(path) {
      const text = await textOf(path).catch(() => null)
      if (text === null) return { problem: 'unreadable' }
      const certificates = text.match(block) ?? []
      return certificates.length > 0 && certificates.every(isCertificate) ? { certificates } : { problem: 'invalid' }
    },
  }
}

/** Null for what is no file, or a larger one than any with certificates. */
async function textOf(path: string): Promise<string | null> {
  if (!isAbsolute(path)) return null
  // Whoever names a pipe or a device here must not keep anybody waiting for it.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const facts = await file.stat()
    return facts.isFile() && facts.size <= mostBytes ? await file.readFile('utf8') : null
  } finally {
    await file.close()
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== null
  } catch {
    return false
  }
}
