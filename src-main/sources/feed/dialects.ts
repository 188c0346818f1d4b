import type { AtomFeed, AtomNs, GooglePlayNs, ItunesNs, JsonFeed, MediaNs, PodcastNs, RdfFeed, RssFeed } from 'feedsmith'
import type { FeedFile, FeedItem, ReadFeed } from './feed-item.ts'
import { describedByMedia, mediaFiles, withAlternates } from './media-files.ts'
import { plainText } from './plain-text.ts'

type Time = number | undefined
/** Types of what an Atom entry has as its content elsewhere: a file, not a page. */
const fileTypes = /^(?:audio|video|image|application)\/(?!xhtml\+xml)/i

export function fromRss(feed: RssFeed.Feed<Time>): ReadFeed {
  return {
    title: feed.title ?? feed.itunes?.title,
    cover: feed.itunes?.image ?? feed.podcast?.images?.[0]?.href ?? feed.googleplay?.image?.href ?? feed.image?.url,
    base: feed.xml?.base,
    older: olderIn(feed.atom?.links),
    items: (feed.items ?? []).map((item) => ({
      title: item.title ?? item.itunes?.title ?? item.media?.title?.value,
      id: item.guid?.value,
      link: item.link,
      date: item.pubDate ?? item.dc?.dates?.[0] ?? item.atom?.published,
      ...programme(item.itunes, item.podcast),
      cover: coverOf(item.itunes, item.media, item.podcast, item.googleplay),
      base: item.xml?.base,
      files: filesOf(
        [...(item.enclosures ?? []).map(({ url, length, type }) => ({ url, size: length, type })), ...linkedFiles(item.atom)],
        item.media,
        item.podcast,
      ),
    })),
  }
}

export function fromAtom(feed: AtomFeed.Feed<Time>): ReadFeed {
  return {
    title: plainText(feed.title),
    cover: feed.itunes?.image ?? feed.googleplay?.image?.href ?? feed.logo ?? feed.icon,
    base: feed.xml?.base,
    older: olderIn(feed.links),
    items: (feed.entries ?? []).map((entry) => {
      const files = filesOf(linkedFiles(entry), entry.media, undefined)
      return {
        title: plainText(entry.title) ?? entry.media?.title?.value,
        id: entry.id,
        link: entry.links?.find(({ rel = 'alternate' }) => rel === 'alternate')?.href,
        date: entry.published ?? entry.updated ?? entry.dc?.dates?.[0],
        ...programme(entry.itunes, undefined),
        cover: coverOf(entry.itunes, entry.media, undefined, entry.googleplay),
        base: entry.xml?.base,
        files: files.length > 0 ? files : contentFiles(entry.content),
      }
    }),
  }
}

/** `enclosures`: of each item, by what it is about. */
export function fromRdf(feed: RdfFeed.Feed<Time>, enclosures: ReadonlyMap<string, readonly FeedFile[]>): ReadFeed {
  return {
    title: feed.title,
    cover: feed.image?.url,
    base: feed.xml?.base,
    older: olderIn(feed.atom?.links),
    items: (feed.items ?? []).map((item) => ({
      title: item.title,
      id: item.rdf?.about,
      link: item.link,
      date: item.dc?.dates?.[0] ?? item.dcterms?.issued?.[0] ?? item.atom?.published,
      cover: coverOf(undefined, item.media, undefined, undefined),
      base: item.xml?.base,
      files: filesOf([...(enclosures.get(item.rdf?.about ?? '') ?? []), ...linkedFiles(item.atom)], item.media, undefined),
    })),
  }
}

export function fromJson(feed: JsonFeed.Feed<Time>): ReadFeed {
  return {
    title: feed.title,
    cover: feed.icon ?? feed.favicon,
    older: feed.next_url === undefined ? [] : [feed.next_url],
    items: (feed.items ?? []).map((item) => ({
      title: item.title,
      id: item.id,
      link: item.url ?? item.external_url,
      date: item.date_published ?? item.date_modified,
      cover: item.image ?? item.banner_image,
      files: (item.attachments ?? []).flatMap((attachment) =>
        attachment.url === undefined
          ? []
          : {
              url: attachment.url,
              type: attachment.mime_type,
              size: attachment.size_in_bytes,
              title: attachment.title,
              durationSeconds: attachment.duration_in_seconds,
            },
      ),
    })),
  }
}

/** An item with enclosures is those: Media RSS then only says more of the same files. */
function filesOf(
  enclosures: readonly (Omit<FeedFile, 'url'> & { readonly url?: string | undefined })[],
  media: MediaNs.ItemOrFeed | undefined,
  podcast: PodcastNs.Item | undefined,
): readonly FeedFile[] {
  const files = enclosures.flatMap(({ url, ...file }) => (url === undefined ? [] : { url, ...file }))
  if (files.length === 0) return mediaFiles(media)
  return files.map((file, index) => {
    const described = describedByMedia(file, media)
    return index === 0 ? withAlternates(described, podcast) : described
  })
}

/** A document names one of each kind; one that names more than so many wants something else. */
const mostOlder = 10

/** RFC 5005 §3 and §4. */
function olderIn(links: readonly AtomFeed.Link<Time>[] | undefined): string[] {
  const older = (links ?? []).flatMap(({ rel, href }) => (rel === 'next' || rel === 'prev-archive' ? (href ?? []) : []))
  return older.slice(0, mostOlder)
}

/** RFC 4287 §4.2.7.2. */
function linkedFiles(entry: AtomFeed.Entry<Time> | AtomNs.Entry<Time> | undefined) {
  const links = entry?.links?.filter(({ rel }) => rel === 'enclosure') ?? []
  return links.map(({ href, type, length, title }) => ({ url: href, type, size: length, title }))
}

/** RFC 4287 §4.1.3.2. */
function contentFiles(content: AtomFeed.Content | undefined): FeedFile[] {
  if (content?.src === undefined || !fileTypes.test(content.type ?? '')) return []
  return [{ url: content.src, type: content.type }]
}

function programme(
  itunes: ItunesNs.Item | undefined,
  podcast: PodcastNs.Item | undefined,
): Pick<FeedItem, 'season' | 'number' | 'durationSeconds'> {
  return {
    season: podcast?.season?.number ?? itunes?.season,
    number: podcast?.episode?.number ?? itunes?.episode,
    durationSeconds: itunes?.duration,
  }
}

function coverOf(
  itunes: ItunesNs.Item | undefined,
  media: MediaNs.ItemOrFeed | undefined,
  podcast: PodcastNs.Item | undefined,
  googleplay: GooglePlayNs.Item | undefined,
): string | undefined {
  const thumbnail = media?.thumbnails?.[0] ?? media?.groups?.[0]?.thumbnails?.[0]
  return itunes?.image ?? podcast?.images?.[0]?.href ?? googleplay?.image?.href ?? thumbnail?.url
}
