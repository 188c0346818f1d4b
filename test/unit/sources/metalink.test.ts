import { expect, test } from 'vitest'
import { metalinkSource } from '../../../src-main/sources/metalink.ts'
import type { Fetched, Finding, FoundCandidate, Material, SourceTools } from '../../../src-main/sources/source.ts'
import { inspectOptionsSchema } from '../../../src-preload/contract/index.ts'

const sha256 = 'a'.repeat(64)
const sha1 = 'b'.repeat(40)

function asText(text: string): Material {
  return { from: 'text', text, fileName: null }
}

function asAnswer(text: string, changes: Partial<Extract<Material, { from: 'server' }>> = {}): Material {
  const url = 'https://downloads.example/list/files.meta4'
  const mediaType = 'application/metalink4+xml'
  return { from: 'server', url, requestedUrl: url, status: 200, headers: {}, mediaType, text, ...changes }
}

/** Answers by address; what is asked for besides is noted as an address of its own. */
function toolsWith(answers: Readonly<Record<string, string>> = {}): SourceTools & { readonly asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    options: inspectOptionsSchema.parse({}),
    signal: new AbortController().signal,
    breathe: () => Promise.resolve(),
    fetch({ url }): Promise<Fetched> {
      asked.push(url)
      const text = answers[url]
      const found = { status: text === undefined ? 404 : 200, url, requestedUrl: url }
      const material = asAnswer(text ?? '', found) as Extract<Material, { from: 'server' }>
      return Promise.resolve({ kind: 'material', material, isCut: false })
    },
  }
}

async function findingsIn(material: Material): Promise<Finding[]> {
  const findings: Finding[] = []
  for await (const finding of metalinkSource.inspect(material, toolsWith())) findings.push(finding)
  return findings
}

async function candidatesIn(material: Material): Promise<FoundCandidate[]> {
  return (await findingsIn(material)).flatMap((finding) => (finding.kind === 'candidate' ? [finding.candidate] : []))
}

const version4 = (files: string) => `<?xml version="1.0" encoding="UTF-8"?>
<metalink xmlns="urn:ietf:params:xml:ns:metalink"><generator>own</generator>${files}</metalink>`

const version3 = (files: string, root = '') => `<?xml version="1.0"?>
<metalink version="3.0" xmlns="http://www.metalinker.org/" ${root}><files>${files}</files></metalink>`

const anyUrl = '<url>https://a.example/file</url>'

test('a Metalink 4 gives its files with mirrors by priority, digests, pieces and a title', async () => {
  const [image, text] = await candidatesIn(
    asAnswer(
      version4(`
      <file name="disc.iso">
        <identity>Example</identity><version>2.1</version><os>Linux</os><language>de</language><size>2500000</size>
        <hash type="md5">${'c'.repeat(32)}</hash><hash type="sha-256">${sha256.toUpperCase()}</hash>
        <pieces length="1000000" type="sha-1"><hash>${sha1}</hash><hash>${sha1}</hash><hash>${sha1}</hash></pieces>
        <url location="us" priority="20">https://far.example/disc.iso</url>
        <url>https://unranked.example/disc.iso</url>
        <url location="de" priority="1">https://near.example/disc.iso</url>
      </file>
      <file name="read me.txt"><url>../read%20me.txt</url></file>`),
    ),
  )
  expect(image).toEqual({
    url: 'https://near.example/disc.iso',
    mirrors: ['https://far.example/disc.iso', 'https://unranked.example/disc.iso'],
    fileName: 'disc.iso',
    key: 'disc.iso',
    title: 'Example 2.1 (Linux, de)',
    size: 2_500_000,
    checksum: { algorithm: 'sha-256', expected: sha256 },
    pieces: { algorithm: 'sha-1', length: 1_000_000, digests: [sha1, sha1, sha1] },
  })
  expect(text).toMatchObject({ url: 'https://downloads.example/read%20me.txt', fileName: 'read me.txt' })
})

test('a Metalink 3 gives the same with its own names: preferences, verification, numbered pieces', async () => {
  const second = 'd'.repeat(40)
  const findings = await findingsIn(
    asText(`<?xml version="1.0"?>
    <metalink version="3.0" xmlns="http://www.metalinker.org/"><identity>Example</identity><version>1</version><files>
      <file name="a.bin"><size>15</size>
        <verification><hash type="sha1">${sha1}</hash>
          <pieces length="10" type="sha1"><hash piece="1">${second}</hash><hash piece="0">${sha1}</hash></pieces>
        </verification>
        <resources maxconnections="4">
          <url type="http" location="us" preference="10">http://low.example/a.bin</url>
          <url type="https" preference="100">https://high.example/a.bin</url>
        </resources>
      </file></files></metalink>`),
  )
  expect(findings).toEqual([
    {
      kind: 'candidate',
      candidate: {
        url: 'https://high.example/a.bin',
        mirrors: ['http://low.example/a.bin'],
        fileName: 'a.bin',
        key: 'a.bin',
        title: 'Example 1',
        size: 15,
        checksum: { algorithm: 'sha-1', expected: sha1 },
        pieces: { algorithm: 'sha-1', length: 10, digests: [sha1, second] },
      },
    },
    { kind: 'title', title: 'Example' },
  ])
})

test('places that are no address of the file are skipped with the reason, and the file keeps the others', async () => {
  const findings = await findingsIn(
    asText(
      version4(`<file name="x">
        <url priority="1">ftp://a.example/x</url><url priority="2">file:///etc/passwd</url><url>javascript:alert(1)</url>
        <url>no address</url><metaurl mediatype="torrent">https://a.example/x.torrent</metaurl>
        <url priority="9">https://a.example/x</url></file>
        <file name="only elsewhere"><url>ftp://a.example/y</url></file>`),
    ),
  )
  expect(findings).toEqual([
    { kind: 'skipped', text: 'ftp://a.example/x', reason: 'scheme' },
    { kind: 'skipped', text: 'file:///etc/passwd', reason: 'scheme' },
    { kind: 'skipped', text: 'javascript:alert(1)', reason: 'scheme' },
    { kind: 'skipped', text: 'no address', reason: 'address' },
    { kind: 'skipped', text: 'https://a.example/x.torrent', reason: 'scheme' },
    { kind: 'candidate', candidate: { url: 'https://a.example/x', fileName: 'x', key: 'x' } },
    { kind: 'skipped', text: 'ftp://a.example/y', reason: 'scheme' },
    { kind: 'skipped', text: 'only elsewhere', reason: 'noLink' },
  ])
})

test('a torrent that a Metalink 3 calls a url is no mirror', async () => {
  const resources = '<url type="bittorrent">https://a.example/x.torrent</url><url type="http">http://a.example/x</url>'
  const [found] = await candidatesIn(asText(version3(`<file name="x"><resources>${resources}</resources></file>`)))
  expect(found).toEqual({ url: 'http://a.example/x', fileName: 'x', key: 'x' })
})

test.each([
  ['disc/one/a.iso', { directory: 'disc/one', fileName: 'a.iso' }],
  ['../../etc/passwd', { fileName: 'passwd' }],
  ['a/../../b', { fileName: 'b' }],
  ['/etc/cron.d/x', { fileName: 'x' }],
  ['C:\\Windows\\x.dll', { fileName: 'x.dll' }],
  ['a/./b', { fileName: 'b' }],
])('the name %s stays below the folder of the job', async (name, expected) => {
  const [found] = await candidatesIn(asText(version4(`<file name="${name}">${anyUrl}</file>`)))
  expect(found).toEqual({ url: 'https://a.example/file', key: name, ...expected })
})

test('the strongest digest that is one is taken, however its name is written', async () => {
  const sha512 = 'e'.repeat(128)
  const [found] = await candidatesIn(
    asText(
      version3(`<file name="x"><verification><hash type="md5">${'c'.repeat(32)}</hash><hash type="sha512">${sha512}</hash>
        <hash type="sha384">${'f'.repeat(96)}</hash><hash type="sha256">${sha256}</hash></verification>${anyUrl}</file>`),
    ),
  )
  expect(found?.checksum).toEqual({ algorithm: 'sha-512', expected: sha512 })
})

test.each([
  ['of another length', `<pieces length="10" type="sha-1"><hash>${sha256}</hash></pieces>`],
  ['with a gap', `<pieces length="10" type="sha-1"><hash piece="0">${sha1}</hash><hash piece="2">${sha1}</hash></pieces>`],
  ['of an unknown kind', `<pieces length="10" type="ed2k"><hash>${sha1}</hash></pieces>`],
  ['for another size', `<size>25</size><pieces length="10" type="sha-1"><hash>${sha1}</hash></pieces>`],
  ['of nothing', `<pieces length="0" type="sha-1"><hash>${sha1}</hash></pieces>`],
])('a list of pieces %s is left out, and the file is not', async (_, pieces) => {
  const [found] = await candidatesIn(asText(version4(`<file name="x">${pieces}${anyUrl}</file>`)))
  expect(found?.url).toBe('https://a.example/file')
  expect(found).not.toHaveProperty('pieces')
})

test('of several lists of pieces the strongest is taken', async () => {
  const lists = `<pieces length="5" type="sha-1"><hash>${sha1}</hash></pieces><pieces length="9" type="sha-256"><hash>${sha256}</hash></pieces>`
  const [found] = await candidatesIn(asText(version4(`<file name="x">${lists}${anyUrl}</file>`)))
  expect(found?.pieces).toEqual({ algorithm: 'sha-256', length: 9, digests: [sha256] })
})

test.each([
  ['4', version4, (text: string) => `<signature mediatype="application/pgp-signature">${text}</signature>`],
  ['3', version3, (text: string) => `<verification><signature type="pgp" file="x.asc">${text}</signature></verification>`],
])('the signature of a Metalink %s is kept as it stands, and what is none is not', async (_, version, element) => {
  const signature = '-----BEGIN PGP SIGNATURE-----\n\niQIz&lt;\n-----END PGP SIGNATURE-----'
  const [found] = await candidatesIn(asText(version(`<file name="x">${element(`\n${signature}\n`)}${anyUrl}</file>`)))
  expect(found?.signature).toBe(`${signature.replace('&lt;', '<')}\n`)
  const [other] = await candidatesIn(asText(version(`<file name="x">${element('MIIB')}${anyUrl}</file>`)))
  expect(other).not.toHaveProperty('signature')
})

test('elements of other namespaces are passed over, whatever they hold', async () => {
  const [found] = await candidatesIn(
    asText(
      version4(`<file name="x"><o:box xmlns:o="urn:other"><url>https://wrong.example/</url></o:box>
      <o:url xmlns:o="urn:other">https://wrong.example/</o:url>${anyUrl}</file>`),
    ),
  )
  expect(found?.url).toBe('https://a.example/file')
  expect(found).not.toHaveProperty('mirrors')
})

test.each([
  ['a DOCTYPE', '<!DOCTYPE metalink [<!ENTITY a "b">]><metalink><file name="&a;"/></metalink>', { reason: 'entities' }],
  ['an entity that nobody declared', version4(`<file name="x">&lol;${anyUrl}</file>`), { reason: 'malformed' }],
  ['an end in the middle', version4(`<file name="x">${anyUrl}</file>`).slice(0, -5), { reason: 'malformed' }],
  ['another root', '<html></html>', { reason: 'malformed' }],
  ['elements in elements without end', `<metalink>${'<a>'.repeat(100_000)}`, { reason: 'malformed' }],
  ['no file', version4(''), { reason: 'nothing' }],
])('%s is refused with the reason', async (_, text, expected) => {
  await expect(findingsIn(asAnswer(text))).rejects.toMatchObject({ name: 'SourceError', ...expected })
})

test('a mistake is told with its line', async () => {
  await expect(findingsIn(asText('<metalink>\n<file name="x">\n</wrong></metalink>'))).rejects.toMatchObject({
    reason: 'malformed',
    details: { line: 3 },
  })
})

test('lines of ten megabytes and places without number are read in bounded memory and left out', async () => {
  const places = '<url>https://a.example/file</url>'.repeat(50_000)
  const long = `<url>https://a.example/${'x'.repeat(10_000_000)}</url><description>${'y'.repeat(10_000_000)}</description>`
  const found = await candidatesIn(asText(version4(`<file name="x">${long}${places}</file>`)))
  expect(found).toEqual([{ url: 'https://a.example/file', fileName: 'x', key: 'x' }])
})

test('a Metalink is told by its root or by what its server calls it', () => {
  const matches = (material: Material) => metalinkSource.matches(material)
  expect(matches(asText(`\uFEFF<?xml version="1.0"?><!-- > --><m:metalink xmlns:m="urn:ietf:params:xml:ns:metalink"/>`))).toBe(
    true,
  )
  expect(matches(asAnswer('not even XML'))).toBe(true)
  expect(matches(asText('https://a.example/file.metalink'))).toBe(false)
  expect(matches(asAnswer('<rss><channel/></rss>', { mediaType: 'application/xml' }))).toBe(false)
  expect(matches(asAnswer('', { text: null }))).toBe(false)
})

test('a file without a name of its own keeps the one of its address', async () => {
  expect(await candidatesIn(asText(version4(`<file name="">${anyUrl}</file>`)))).toEqual([{ url: 'https://a.example/file' }])
})

const expired = { url: 'https://old.example/x', key: 'x', title: null, fileName: 'x.bin' }
const oneFile = (name: string, url: string) => version4(`<file name="${name}"><url>${url}</url></file>`)

test('a fresh address is found by the name of the file, and is never the one that expired', async () => {
  const tools = toolsWith()
  const places = '<url priority="1">https://old.example/x</url><url priority="2">https://new.example/x</url>'
  const fresh = version4(`<file name="w"><url>https://w.example/</url></file><file name="x">${places}</file>`)
  expect(await metalinkSource.refresh?.(expired, asText(fresh), tools)).toBe('https://new.example/x')
  expect(await metalinkSource.refresh?.(expired, asText(oneFile('x', expired.url)), tools)).toBeNull()
  expect(await metalinkSource.refresh?.(expired, asText(oneFile('y', 'https://new.example/y')), tools)).toBeNull()
  expect(
    await metalinkSource.refresh?.({ ...expired, key: null }, asText(oneFile('x.bin', 'https://new.example/x')), tools),
  ).toBe('https://new.example/x')
  expect(tools.asked).toEqual([])
})

test('a document that changes is asked for at its origin where it has nothing new itself', async () => {
  const origin = 'https://origin.example/x.meta4'
  const dynamic = `<origin dynamic="true">${origin}</origin><file name="x"><url>${expired.url}</url></file>`
  const tools = toolsWith({ [origin]: oneFile('x', 'https://new.example/x') })
  expect(await metalinkSource.refresh?.(expired, asText(version4(dynamic)), tools)).toBe('https://new.example/x')
  const root = `type="dynamic" origin="${origin}"`
  const resources = `<resources><url>${expired.url}</url></resources>`
  expect(await metalinkSource.refresh?.(expired, asText(version3(`<file name="x">${resources}</file>`, root)), tools)).toBe(
    'https://new.example/x',
  )
  expect(tools.asked).toEqual([origin, origin])
})

test('an origin of a document that does not change, or one that is no address, is not asked', async () => {
  const tools = toolsWith()
  const refresh = (origin: string) =>
    metalinkSource.refresh?.(expired, asText(version4(`${origin}<file name="y">${anyUrl}</file>`)), tools)
  expect(await refresh('<origin>https://origin.example/</origin>')).toBeNull()
  expect(await refresh('<origin dynamic="true">file:///etc/passwd</origin>')).toBeNull()
  expect(tools.asked).toEqual([])
})
