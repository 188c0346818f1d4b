import type { ReactNode } from 'react'
import styles from './gallery.module.css'

interface SpecimenProps {
  /** The part and its state. */
  readonly name: string
  /** As wide as there is room. */
  readonly isWide?: boolean
  readonly children: ReactNode
}

/** One state of a part, with its name. */
export function Specimen({ name, isWide = false, children }: SpecimenProps) {
  return (
    <figure className={styles.specimen} data-wide={isWide}>
      <figcaption>{name}</figcaption>
      <div className={styles.stage}>{children}</div>
    </figure>
  )
}

export function Specimens({ children }: { readonly children: ReactNode }) {
  return <div className={styles.specimens}>{children}</div>
}
