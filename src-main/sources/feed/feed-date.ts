/** Names of zones that RFC 822 §5 does not know and feeds use all the same. */
const zones: Readonly<Record<string, string>> = {
  CET: '+0100',
  CEST: '+0200',
  MET: '+0100',
  MEST: '+0200',
  BST: '+0100',
  IST: '+0530',
  JST: '+0900',
  AEST: '+1000',
  AEDT: '+1100',
}

/** What lies outside is a mistake, and could not be written with a year of four digits. */
const earliest = Date.UTC(1900)
const latest = Date.UTC(10_000)

/**
 * A date as feeds write it (RFC 822 with the years of RFC 2822, RFC 3339, W3CDTF), as milliseconds since the epoch. One
 * without a zone, or with one that nobody knows, is taken as UTC, not as the zone of this machine. Undefined for anything
 * else.
 */
export function feedDate(text: string): number | undefined {
  const plain = text.trim().replace(/\s+/g, ' ')
  if (plain === '' || plain.length > 100) return undefined
  const iso = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/i.exec(
    plain,
  )
  if (iso !== null) {
    const [, year, month = '01', day = '01', time = '00:00', zone = 'Z'] = iso
    return known(Date.parse(`${year}-${month}-${day}T${time.padStart(5, '0')}${withColon(zone.toUpperCase())}`))
  }
  const named = /^(.*\d) ?([A-Za-z]{2,5})$/.exec(plain)
  if (named?.[1] !== undefined && named[2] !== undefined) {
    const zone = named[2].toUpperCase()
    return known(Date.parse(`${named[1]} ${zones[zone] ?? zone}`)) ?? known(Date.parse(`${named[1]} GMT`))
  }
  const hasOffset = /:\d{2} ?[+-]\d{2}:?\d{2}( ?\([^()]*\))?$/.test(plain)
  return known(Date.parse(hasOffset ? plain : `${plain} GMT`))
}

function withColon(zone: string): string {
  return zone === 'Z' || zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`
}

function known(time: number): number | undefined {
  return time >= earliest && time < latest ? time : undefined
}
