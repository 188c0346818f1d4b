import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createCertificateFiles } from '../../../src-main/platform/certificate-files.ts'
import { authorityCertificate, selfSignedCertificate } from '../../support/faulty-server/certificate.ts'
import { temporaryFolder } from './folder.ts'

const files = createCertificateFiles()

async function fileWith(text: string): Promise<string> {
  const path = join(temporaryFolder(), 'authorities.pem')
  await writeFile(path, text)
  return path
}

test('every certificate of a file is read, whatever stands between them', async () => {
  const [one, two] = [(await authorityCertificate()).cert.trim(), (await selfSignedCertificate()).cert.trim()]
  const path = await fileWith(`# Ours\r\n${one}\r\nAnd theirs:\n${two}\n`)
  expect(await files.read(path)).toEqual({ certificates: [one, two] })
})

test('a file without a certificate, or with a broken one, is invalid as a whole', async () => {
  const { cert, key } = await authorityCertificate()
  const broken = cert.replace(/^[A-Za-z0-9+/=]{64}$/m, 'AAAA')
  for (const text of ['', 'no certificate', key, `${cert}\n${broken}`]) {
    expect(await files.read(await fileWith(text))).toEqual({ problem: 'invalid' })
  }
})

test('what is no file with a full path, or a far larger one than any with certificates, is not read', async () => {
  const large = await fileWith('x'.repeat(1_048_577))
  for (const path of ['authorities.pem', join(temporaryFolder(), 'missing.pem'), temporaryFolder(), large]) {
    expect(await files.read(path)).toEqual({ problem: 'unreadable' })
  }
})
