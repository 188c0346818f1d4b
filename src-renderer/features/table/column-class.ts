import { type ColumnName, columnFacts } from '../../state/columns.ts'
import { classNames } from '../../ui/class-names.ts'
import styles from './table.module.css'

/** How the cells of a column look, its head too. */
export function columnClass(name: ColumnName): string {
  return classNames(styles[name], columnFacts[name].isNumber && styles.number)
}
