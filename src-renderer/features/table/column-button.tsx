import { Columns3 } from 'lucide-react'
import { useText } from '../../state/use-text.ts'
import { IconButton } from '../../ui/button.tsx'
import { MenuButton } from '../../ui/menu.tsx'
import styles from './header.module.css'
import { useColumnChoice } from './use-column-menu.tsx'

/** Opens the choice of columns, at the end of their heads. */
export function ColumnButton() {
  const t = useText()
  const groups = useColumnChoice()
  return (
    <MenuButton label={t('table:columns.label')} groups={groups}>
      <IconButton className={styles.columns} label={t('table:columns.choose')} icon={<Columns3 />} />
    </MenuButton>
  )
}
