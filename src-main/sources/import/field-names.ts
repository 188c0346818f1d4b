/** What a column or a property may hold, as far as a candidate can carry it. */
export type FieldName =
  | 'url'
  | 'mirrors'
  | 'title'
  | 'fileName'
  | 'size'
  | 'checksum'
  | 'type'
  | 'directory'
  | 'season'
  | 'number'
  | 'date'
  | 'key'

/** As lists that were met name them, in English and German; the surer names come first. */
const usualNames: Readonly<Record<FieldName, string>> = {
  url: 'url uri href link downloadurl downloadlink download fileurl contenturl mediaurl src address adresse webadresse verweis',
  mirrors: 'mirrors urls mirror spiegel alternatives',
  title: 'title titel name label bezeichnung caption subject betreff description beschreibung',
  fileName: 'filename out output outputfilename file datei dateiname basename saveas',
  size: 'size bytes filesize length contentlength sizebytes sizeinbytes groesse dateigroesse',
  checksum: 'checksum hash digest sha256 sha512 sha1 md5 sha256sum sha512sum sha1sum md5sum pruefsumme',
  type: 'type mimetype contenttype mediatype mime format',
  directory: 'directory dir folder subfolder ordner verzeichnis unterordner',
  season: 'season seasonnumber staffel',
  number: 'episode episodenumber number no nr nummer folge',
  date: 'date published publishedat pubdate created createdat modified lastmodified datum datepublished',
  key: 'guid id uuid identifier key',
}

const namesToFields: ReadonlyMap<string, { readonly field: FieldName; readonly rank: number }> = new Map(
  Object.entries(usualNames).flatMap(([field, names]) =>
    names.split(' ').map((name, rank) => [name, { field: field as FieldName, rank }] as const),
  ),
)

/** What something of this name usually is, and how sure that is: 0 for the surest. Null where it says nothing. */
export function fieldNamed(name: string): { readonly field: FieldName; readonly rank: number } | null {
  const plain = name
    .slice(0, 100)
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replace(/[^a-z0-9]/g, '')
  return namesToFields.get(plain) ?? null
}
