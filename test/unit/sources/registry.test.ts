import { describe, expect, it } from 'vitest'
import { sourceFor } from '../../../src-main/sources/registry.ts'
import { sourceKinds } from '../../../src-preload/contract/index.ts'

describe('the registry of sources', () => {
  it.each(sourceKinds)('has somebody who reads %s', (kind) => {
    expect(sourceFor({ from: 'text', text: '', fileName: null }, kind)?.kind).toBe(kind)
  })

  it.each([
    ['metalink', '<?xml version="1.0"?><metalink xmlns="urn:ietf:params:xml:ns:metalink"/>', 'application/metalink4+xml'],
    ['hls', '#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\na.ts\n', 'application/vnd.apple.mpegurl'],
    ['dash', '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"/>', 'application/dash+xml'],
    ['feed', '<rss version="2.0"><channel><title>x</title></channel></rss>', 'text/xml'],
    ['page', '<!doctype html><a href="feed.xml">Feed</a>', 'text/html'],
  ])('leaves a %s to whom it is for', (kind, text, mediaType) => {
    const url = 'http://127.0.0.1/x'
    const material = { from: 'server', url, requestedUrl: url, status: 200, headers: {}, mediaType, text } as const
    expect(sourceFor(material, undefined)?.kind).toBe(kind)
  })
})
