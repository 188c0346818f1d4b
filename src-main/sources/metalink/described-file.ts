/** A place that a Metalink names for a file. */
export interface DescribedPlace {
  readonly address: string
  /** Of Metalink 3: `http`, `ftp`, `bittorrent`; of a `metaurl`: what it leads to. Lower case; null where it says nothing. */
  readonly kind: string | null
  /** The lowest is to be asked first; infinite where nothing is said. */
  readonly rank: number
}

export interface DescribedHash {
  readonly type: string
  readonly value: string
}

export interface DescribedPieces {
  readonly type: string
  /** As it stands. */
  readonly length: string
  readonly hashes: readonly { readonly place: string | null; readonly value: string }[]
}

/** A `file` of a Metalink as it stands there: nothing of it is judged yet. */
export interface DescribedFile {
  readonly name: string
  readonly identity: string | null
  readonly version: string | null
  readonly systems: readonly string[]
  readonly languages: readonly string[]
  readonly size: string | null
  readonly hashes: readonly DescribedHash[]
  readonly pieces: readonly DescribedPieces[]
  readonly places: readonly DescribedPlace[]
  /** The first that is OpenPGP in ASCII armour. */
  readonly signature: string | null
}
