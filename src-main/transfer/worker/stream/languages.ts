/** ISO 639-1 and the ISO 639-2/T codes that MP4 has room for, of the languages that streams are usually in. */
const threeLetters =
  'ar:ara az:aze bg:bul bn:ben bs:bos ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng eo:epo es:spa et:est eu:eus fa:fas fi:fin fr:fra ga:gle gl:glg gu:guj he:heb hi:hin hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn ka:kat kk:kaz km:khm kn:kan ko:kor lb:ltz lt:lit lv:lav mk:mkd ml:mal mn:mon mr:mar ms:msa mt:mlt nb:nob ne:nep nl:nld nn:nno no:nor pa:pan pl:pol pt:por ro:ron ru:rus si:sin sk:slk sl:slv sq:sqi sr:srp sv:swe sw:swa ta:tam te:tel th:tha tl:tgl tr:tur uk:ukr ur:urd uz:uzb vi:vie yi:yid zh:zho zu:zul'

const byTwo = new Map(
  threeLetters.split(' ').map((pair): readonly [string, string] => {
    const [two = '', three = ''] = pair.split(':')
    return [two, three]
  }),
)

/** The code of a language tag (BCP 47) for a track of an MP4; undefined where there is none. */
export function trackLanguage(tag: string | null): string | undefined {
  const language = tag?.split(/[-_]/)[0]?.toLowerCase() ?? ''
  return /^[a-z]{3}$/.test(language) ? language : byTwo.get(language)
}
