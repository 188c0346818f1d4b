import type { Language } from '../support/words.ts'

const en = {
  podcast: 'Night Trains',
  episode: 'Episode',
  deeds: 'Parish of Lindau, 1780–1812',
  data: 'Radar composites 2026',
  map: 'Town plan 1912',
  photos: 'Glass negatives',
  queue: 'Nights',
  session: 'State archive',
  library: 'City library',
  waiting: {
    schedule: 'Only at night',
    auth: 'Members only',
    link: 'Expired link',
    session: 'One at a time',
    host: 'Busy server',
    backoff: 'Overloaded server',
    paused: 'Set aside',
    room: 'Too large for the disk',
    folder: 'On a drive that was pulled',
  },
  failed: {
    missing: 'Moved elsewhere',
    digest: 'Wrong checksum',
    denied: 'No entry',
    round: 'Round and round',
    certificate: 'Unknown certificate',
    refused: 'Nobody home',
  },
}

export type Titles = typeof en

/** What people have in their lists. */
export const titlesOf: Readonly<Record<Language, Titles>> = {
  en,
  de: {
    podcast: 'Nachtzüge',
    episode: 'Folge',
    deeds: 'Kirchenbuch Lindau, 1780–1812',
    data: 'Radarkomposite 2026',
    map: 'Stadtplan 1912',
    photos: 'Glasnegative',
    queue: 'Nachts',
    session: 'Staatsarchiv',
    library: 'Stadtbibliothek',
    waiting: {
      schedule: 'Nur nachts',
      auth: 'Nur für Mitglieder',
      link: 'Abgelaufener Link',
      session: 'Eins nach dem anderen',
      host: 'Ausgelasteter Server',
      backoff: 'Überlasteter Server',
      paused: 'Zurückgestellt',
      room: 'Zu groß für die Festplatte',
      folder: 'Auf einem abgezogenen Laufwerk',
    },
    failed: {
      missing: 'Umgezogen',
      digest: 'Falsche Prüfsumme',
      denied: 'Kein Zutritt',
      round: 'Im Kreis',
      certificate: 'Unbekanntes Zertifikat',
      refused: 'Niemand da',
    },
  },
}
