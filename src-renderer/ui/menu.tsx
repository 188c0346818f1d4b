import type { ReactNode } from 'react'
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  Keyboard,
  MenuTrigger,
  Popover,
  Separator,
  Text,
} from 'react-aria-components'
import { classNames } from './class-names.ts'
import styles from './menu.module.css'

export interface MenuEntry {
  readonly id: string
  readonly label: string
  readonly icon?: ReactNode
  /** Keys that do the same. */
  readonly keys?: string
  readonly isDisabled?: boolean
  readonly isDangerous?: boolean
  readonly onAction: () => void
}

/** Groups of entries, with a line between them. */
export type MenuGroups = readonly (readonly MenuEntry[])[]

function Entries({ label, groups }: { readonly label: string; readonly groups: MenuGroups }) {
  const shown = groups.filter((group) => group.length > 0)
  return (
    <AriaMenu aria-label={label}>
      {shown.flatMap((group, index) => [
        ...(index > 0 ? [<Separator key={`line ${group[0]?.id}`} className={styles.line ?? ''} />] : []),
        ...group.map((entry) => (
          <AriaMenuItem
            key={entry.id}
            id={entry.id}
            textValue={entry.label}
            isDisabled={entry.isDisabled ?? false}
            className={classNames(styles.item, entry.isDangerous && styles.dangerous)}
            onAction={entry.onAction}
          >
            <span className={styles.icon} aria-hidden>
              {entry.icon}
            </span>
            <Text slot="label" className={styles.label ?? ''}>
              {entry.label}
            </Text>
            {entry.keys !== undefined && <Keyboard className={styles.keys ?? ''}>{entry.keys}</Keyboard>}
          </AriaMenuItem>
        )),
      ])}
    </AriaMenu>
  )
}

/** A menu that its button opens. */
export function MenuButton({
  label,
  groups,
  children,
}: {
  readonly label: string
  readonly groups: MenuGroups
  readonly children: ReactNode
}) {
  return (
    <MenuTrigger>
      {children}
      <Popover className={styles.popover ?? ''} offset={4}>
        <Entries label={label} groups={groups} />
      </Popover>
    </MenuTrigger>
  )
}

interface ContextMenuProps {
  readonly label: string
  readonly groups: MenuGroups
  /** Where it opens, in the window's pixels. */
  readonly x: number
  readonly y: number
  readonly onClose: () => void
}

/** A menu that opens at a point. */
export function ContextMenu({ label, groups, x, y, onClose }: ContextMenuProps) {
  return (
    <MenuTrigger
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Popover
        className={styles.popover ?? ''}
        aria-label={label}
        placement="bottom start"
        offset={0}
        getTargetRect={() => new DOMRect(x, y, 0, 0)}
        triggerRef={{ current: document.body }}
      >
        <Entries label={label} groups={groups} />
      </Popover>
    </MenuTrigger>
  )
}
