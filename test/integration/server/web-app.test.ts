import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { frameColors } from '../../../src-renderer/app/web-app.ts'
import { startTestServer } from '../../support/server/running-server.ts'

const renderer = resolve(import.meta.dirname, '../../../src-renderer')

test('the web app is described by a manifest whose icons are there, of the size and the type that it says', async () => {
  await using server = await startTestServer({ rendererDirectory: resolve(renderer, 'public') })
  const answer = await server.request('GET', '/manifest.webmanifest')
  expect(answer.headers.get('content-type')).toMatch(/^application\/manifest\+json/)
  expect(answer.headers.get('cache-control')).toBe('no-cache')
  const manifest = await answer.json()
  expect(manifest).toMatchObject({ name: 'Staffel', display: 'standalone', start_url: './', theme_color: frameColors.light })
  for (const { src, sizes, type } of manifest.icons) {
    const icon = await server.request('GET', `/${src}`)
    expect(icon.headers.get('content-type')).toBe(type)
    const bytes = Buffer.from(await icon.arrayBuffer())
    // PNG (RFC 2083 §4.1.1): width and height at the beginning of the first chunk.
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes)
  }
  expect(manifest.icons.map(({ sizes }: { sizes: string }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']))
})

test('the manifest is given to nobody without the token', async () => {
  await using server = await startTestServer({ rendererDirectory: resolve(renderer, 'public') })
  expect((await fetch(`${server.url}/manifest.webmanifest`)).status).toBe(401)
})

test('the page names the same colours for its frame before the program has started', () => {
  const page = readFileSync(resolve(renderer, 'index.html'), 'utf8')
  for (const [theme, color] of Object.entries(frameColors)) {
    expect(page).toContain(`media="(prefers-color-scheme: ${theme})" content="${color}"`)
  }
})
