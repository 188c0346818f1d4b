import mime from 'mime'
import type { CandidateKind } from '../../../src-preload/contract/index.ts'

interface Facts {
  /** Media type, lower case, without parameters; null where nothing says it. */
  readonly type: string | null
  /** Of the file; null where nothing says it. */
  readonly name: string | null
  /** Of the address. */
  readonly path: string
}

const byType: Readonly<Record<string, CandidateKind>> = {
  image: 'image',
  audio: 'audio',
  video: 'video',
}
const documents =
  /^(?:text\/(?!html)|application\/(?:pdf|rtf|msword|postscript|epub\+zip|x-mobipocket-ebook|vnd\.(?:ms-|oasis\.opendocument|openxmlformats-|amazon\.ebook|apple\.)))/
const archives =
  /^application\/(?:zip|gzip|x-(?:7z-compressed|tar|bzip2?|xz|rar-compressed|gtar|compress|lzh-compressed|apple-diskimage|iso9660-image|debian-package|rpm|msdownload|lzip|zstd)|vnd\.(?:rar|debian\.binary-package)|zstd|java-archive|vnd\.ms-cab-compressed)$/
/** Ends of names that the registry of media types gives none, or a misleading one. */
const byExtension: Readonly<Record<string, CandidateKind>> = {
  zst: 'archive',
  xz: 'archive',
  lz: 'archive',
  rar: 'archive',
  iso: 'archive',
  img: 'archive',
  dmg: 'archive',
  deb: 'archive',
  rpm: 'archive',
  apk: 'archive',
  cbz: 'document',
  cbr: 'document',
  djvu: 'document',
  ts: 'video',
  mkv: 'video',
  php: 'page',
  asp: 'page',
  aspx: 'page',
  jsp: 'page',
}

/** By its media type, and where that says nothing by the end of its name, or of its address. */
export function candidateKindOf({ type, name, path }: Facts): CandidateKind {
  const told = type === null ? 'other' : kindOfType(type)
  if (told !== 'other') return told
  const last = name ?? path.slice(path.lastIndexOf('/') + 1)
  const extension = /\.([a-z0-9]{1,10})$/i.exec(last)?.[1]?.toLowerCase()
  if (extension === undefined) return name === null && path.endsWith('/') ? 'page' : 'other'
  const exception = byExtension[extension]
  if (exception !== undefined) return exception
  const usual = mime.getType(extension)
  return usual === null ? 'other' : kindOfType(usual)
}

function kindOfType(type: string): CandidateKind {
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'page'
  const family = byType[type.slice(0, type.indexOf('/'))]
  if (family !== undefined) return family
  if (documents.test(type)) return 'document'
  return archives.test(type) ? 'archive' : 'other'
}
