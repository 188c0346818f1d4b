import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import styles from './placed-rows.module.css'

/*
 * The parts of a table whose rows are placed by hand, which table elements do not allow: so each says what it is by its
 * role. The keyboard stands on the table itself, which points to rows by `aria-activedescendant` where they are walked.
 */

type PartProps = Omit<ComponentProps<'div'>, 'role'>

/** The names of the columns, over the rows; on a phone they are only spoken. */
export function HeadRow({ className, children, ...props }: PartProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above.
    <div role="rowgroup" className={classNames(styles.head, className)} {...props}>
      {/* biome-ignore lint/a11y/useSemanticElements: see above. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: see above. */}
      <div role="row" aria-rowindex={1} className={styles.row}>
        {children}
      </div>
    </div>
  )
}

export function ColumnHeader({ className, ...props }: PartProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above.
    // biome-ignore lint/a11y/useFocusableInteractive: see above; a button in it takes the focus by itself.
    <div role="columnheader" className={classNames(styles.cell, className)} {...props} />
  )
}

/** All rows, as high as they are together. */
export function RowBody({ height, children }: { readonly height: number; readonly children: ComponentProps<'div'>['children'] }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above.
    <div role="rowgroup" className={styles.body} style={{ height }}>
      {children}
    </div>
  )
}

interface PlacedRowProps extends PartProps {
  /** Place among all rows, from 0. */
  readonly index: number
  /** Pixels from the first row. */
  readonly top: number
}

export function PlacedRow({ index, top, className, ...props }: PlacedRowProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above.
    // biome-ignore lint/a11y/useFocusableInteractive: see above.
    <div
      role="row"
      aria-rowindex={index + 2}
      className={classNames(styles.row, styles.placed, className)}
      style={{ transform: `translateY(${top}px)` }}
      {...props}
    />
  )
}

/** `role`: of a table that is walked, or of one that is read. */
export function RowCell({ role, className, ...props }: PartProps & { readonly role: 'gridcell' | 'cell' }) {
  return <div role={role} className={classNames(styles.cell, className)} {...props} />
}
