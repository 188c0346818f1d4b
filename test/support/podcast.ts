export interface PodcastEpisode {
  readonly number: number
  readonly guid?: string
  readonly url: string
  readonly title?: string
}

/** An RSS feed with iTunes fields, the newest episode first; each came a day after the one before. */
export function podcastFeed(title: string, episodes: readonly PodcastEpisode[]): string {
  const items = episodes.toSorted((one, other) => other.number - one.number).map(itemOf)
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
<channel><title>${title}</title><link>http://127.0.0.1/</link>${items.join('')}</channel></rss>`
}

function itemOf({ number, guid = `episode-${number}`, url, title = `Episode ${number}` }: PodcastEpisode): string {
  const date = new Date(Date.UTC(2025, 0, number, 6)).toUTCString()
  return `<item><title>${title}</title><guid isPermaLink="false">${guid}</guid><pubDate>${date}</pubDate>
<itunes:season>1</itunes:season><itunes:episode>${number}</itunes:episode>
<enclosure url="${url}" length="1000" type="audio/mpeg"/></item>
`
}

/** Episodes of these numbers, both included. */
export function episodesFrom(first: number, last: number, urlOf: (number: number) => string): PodcastEpisode[] {
  return Array.from({ length: last - first + 1 }, (_, index) => ({ number: first + index, url: urlOf(first + index) }))
}
