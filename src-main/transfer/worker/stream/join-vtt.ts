const clockPerSecond = 90_000
const clockTurn = 2 ** 33 / clockPerSecond
const time = String.raw`(?:(\d{2,}):)?(\d{2}):(\d{2})\.(\d{3})`
const timing = new RegExp(String.raw`^${time}([ \t]+-->[ \t]+)${time}(.*)$`)

/** Whether bytes are of subtitles in WebVTT. */
export function isVtt(start: Uint8Array): boolean {
  return /^\uFEFF?WEBVTT(?:[ \t\r\n]|$)/.test(new TextDecoder().decode(start.subarray(0, 16)))
}

/**
 * The parts of subtitles as one WebVTT file: one head, every cue once, all on the clock of the first part (RFC 8216 §3.5:
 * `X-TIMESTAMP-MAP` says which time of the stream a time of the part is).
 */
export function joinVtt(parts: readonly string[]): string {
  const blocks: string[] = ['WEBVTT']
  const seen = new Set<string>()
  let firstClock: number | null = null
  for (const part of parts) {
    const [head = '', ...rest] = part
      .replace(/^\uFEFF/, '')
      .replace(/\r\n?/g, '\n')
      .split(/\n\n+/)
    const clock = clockOf(head)
    firstClock ??= clock
    const shift = clock === null || firstClock === null ? 0 : turned(clock - firstClock)
    for (const block of rest.map((found) => shifted(found.trim(), shift))) {
      // A cue that lasts beyond its part stands in the next one too.
      if (block === '' || seen.has(block)) continue
      seen.add(block)
      blocks.push(block)
    }
  }
  return `${blocks.join('\n\n')}\n`
}

/** What has to be added to the times of a part to have those of the stream, in seconds; null where it does not say. */
function clockOf(head: string): number | null {
  const map = /^X-TIMESTAMP-MAP=(.*)$/m.exec(head)?.[1] ?? ''
  const ticks = /MPEGTS:(\d{1,15})/.exec(map)?.[1]
  const local = new RegExp(`LOCAL:${time}`).exec(map)
  if (ticks === undefined || local === null) return null
  return Number(ticks) / clockPerSecond - seconds(local.slice(1, 5))
}

/** The clock of a stream begins anew each 26 hours. */
function turned(difference: number): number {
  return difference < -clockTurn / 2 ? difference + clockTurn : difference
}

function shifted(block: string, shift: number): string {
  if (Math.abs(shift) < 0.000_5) return block
  return block
    .split('\n')
    .map((line) => {
      const match = timing.exec(line)
      if (match === null) return line
      const [, ...groups] = match
      return `${stamp(seconds(groups.slice(0, 4)) + shift)}${groups[4]}${stamp(seconds(groups.slice(5, 9)) + shift)}${groups[9]}`
    })
    .join('\n')
}

function seconds([hours, minutes, whole, thousandths]: readonly (string | undefined)[]): number {
  return Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(whole ?? 0) + Number(thousandths ?? 0) / 1_000
}

function stamp(at: number): string {
  const all = Math.max(0, Math.round(at * 1_000))
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const thousandths = String(all % 1_000).padStart(3, '0')
  return `${two(all / 3_600_000)}:${two((all / 60_000) % 60)}:${two((all / 1_000) % 60)}.${thousandths}`
}
