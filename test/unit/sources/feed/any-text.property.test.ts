import fc from 'fast-check'
import { expect, it } from 'vitest'
import { feedFindings } from '../../../../src-main/sources/feed.ts'
import { SourceError } from '../../../../src-main/sources/source.ts'
import { newEpisodeSchema } from '../../../../src-preload/contract/index.ts'
import { served } from './support.ts'

const roots = fc.constantFrom(
  '<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/">',
  '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="../x/">',
  '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">',
  '{"version":"https://jsonfeed.org/version/1.1","title":"a","items":[{"id":1,"attachments":[{"url":"a.mp3"}]}]}',
)
const pieces = fc.constantFrom(
  '<channel>',
  '</channel>',
  '<item rdf:about="a">',
  '</item>',
  '<entry>',
  '</entry>',
  '<title>A title</title>',
  '<guid>a</guid>',
  '<enclosure url="http://127.0.0.1/a.mp3" length="9999999999999999999" type="AUDIO/MPEG; x=y"/>',
  '<enclosure url="file:///etc/passwd"/>',
  '<enclosure url="//127.0.0.1:99999/"/>',
  '<link rel="enclosure" href="javascript:alert(1)"/>',
  '<media:group><media:content url="b.mp4" isDefault="true"/>',
  '</media:group>',
  '<itunes:season>1e999</itunes:season>',
  '<itunes:duration>99:99:99</itunes:duration>',
  '<pubDate>Mon, 99 Foo 2024</pubDate>',
  '<pubDate>Mon, 01 Jan 999999 00:00:00 GMT</pubDate>',
  '<![CDATA[',
  ']]>',
  '<!-- ',
  ' -->',
  '<!DOCTYPE rss [',
  '<!ENTITY a "b">',
  ']>',
  '&a;&#0;&#x110000;',
  '</rss>',
  '</feed>',
  '</rdf:RDF>',
  '"\u0000<',
)

it('of any mixture of a feed’s pieces come candidates that can be added, or a reason', () => {
  fc.assert(
    fc.property(roots, fc.array(fc.oneof({ weight: 6, arbitrary: pieces }, fc.string()), { maxLength: 30 }), (root, parts) => {
      try {
        for (const finding of feedFindings(served(root + parts.join('')))) {
          if (finding.kind !== 'candidate') continue
          const { url, title, mirrors, checksum, key } = finding.candidate
          const episode = { url, title, checksum, sourceKey: key, ...(mirrors && { mirrors: [...mirrors] }) }
          expect(newEpisodeSchema.safeParse(episode).error).toBeUndefined()
        }
      } catch (error) {
        if (!(error instanceof SourceError)) throw error
      }
    }),
    { numRuns: 2_000 },
  )
})
