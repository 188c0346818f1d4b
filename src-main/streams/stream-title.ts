/** Names that playlists have everywhere, and that say nothing. */
const usual =
  /^(index|master|main|playlist|manifest|stream|video|media|chunklist|prog_index|default|hls|dash|live|vod|out|output|\d{1,4}p?)([-_.].{0,40})?$/i
const mostDepth = 4

/** What a stream is called by its address: the name of its playlist, or of the folder it lies in. Null where nothing says it. */
export function streamTitle(url: string): string | null {
  const parts = (URL.parse(url)?.pathname ?? '').split('/').filter((part) => part !== '')
  for (const part of parts.toReversed().slice(0, mostDepth)) {
    const name = decoded(part)
      .replace(/\.(m3u8?|mpd|ism[lv]?|mp4|m4v|ts|csmil|smil|urlset)$/i, '')
      .trim()
    if (name !== '' && !usual.test(name)) return name
  }
  return null
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
