import { Check, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  Keyboard,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
  SubmenuTrigger,
  Text,
} from 'react-aria-components'
import { classNames } from './class-names.ts'
import styles from './menu.module.css'
import { useMedia } from './use-media.ts'

export interface MenuEntry {
  readonly id: string
  readonly label: string
  readonly icon?: ReactNode
  /** Keys that do the same. */
  readonly keys?: string
  readonly isDisabled?: boolean
  readonly isDangerous?: boolean
  /** Of entries that are values: whether it is the one that holds. Given for all of a group, or for none. */
  readonly isChecked?: boolean
  /** Of entries that are switched on and off one by one, while the menu stays open. Given for all of a group, or for none. */
  readonly isMarked?: boolean
  readonly onAction?: () => void
  /** What it opens instead of doing something. */
  readonly entries?: MenuGroups
}

/** Groups of entries, with a line between them. */
export type MenuGroups = readonly (readonly MenuEntry[])[]

function Entries({ label, groups }: { readonly label: string; readonly groups: MenuGroups }) {
  const shown = groups.filter((group) => group.length > 0)
  return (
    <AriaMenu aria-label={label}>
      {shown.flatMap((group, index) => [
        ...(index > 0 ? [<Separator key={`line ${group[0]?.id}`} className={styles.line ?? ''} />] : []),
        ...(group.some((entry) => entry.isChecked !== undefined || entry.isMarked !== undefined)
          ? [<Choices key={`choices ${group[0]?.id}`} label={label} group={group} />]
          : group.map((entry) => <Entry key={entry.id} {...entry} />)),
      ])}
    </AriaMenu>
  )
}

/** Values of which one holds, or of which each holds or not. */
function Choices({ label, group }: { readonly label: string; readonly group: readonly MenuEntry[] }) {
  const isOn = ({ isChecked, isMarked }: MenuEntry) => isChecked === true || isMarked === true
  return (
    <MenuSection
      aria-label={label}
      selectionMode={group.some((entry) => entry.isMarked !== undefined) ? 'multiple' : 'single'}
      selectedKeys={group.filter(isOn).map((entry) => entry.id)}
    >
      {group.map((entry) => (
        <Entry key={entry.id} {...entry} icon={isOn(entry) && <Check />} />
      ))}
    </MenuSection>
  )
}

function Entry({ entries, ...entry }: MenuEntry) {
  // Beside its entry there is no room on a phone.
  const isNarrow = useMedia('(max-width: 560px)')
  if (entries === undefined) return <Item {...entry} />
  return (
    <SubmenuTrigger>
      <Item {...entry} opens />
      <Popover
        className={styles.popover ?? ''}
        {...(isNarrow ? { placement: 'bottom end' as const, offset: 0 } : { offset: -2, crossOffset: -5 })}
      >
        <Entries label={entry.label} groups={entries} />
      </Popover>
    </SubmenuTrigger>
  )
}

function Item({
  id,
  label,
  icon,
  keys,
  isDisabled = false,
  isDangerous = false,
  opens = false,
  onAction,
}: Omit<MenuEntry, 'entries'> & { readonly opens?: boolean }) {
  return (
    <AriaMenuItem
      id={id}
      textValue={label}
      isDisabled={isDisabled}
      className={classNames(styles.item, isDangerous && styles.dangerous)}
      {...(onAction !== undefined && { onAction })}
    >
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <Text slot="label" className={styles.label ?? ''}>
        {label}
      </Text>
      {keys !== undefined && <Keyboard className={styles.keys ?? ''}>{keys}</Keyboard>}
      {opens && <ChevronRight className={styles.opens} aria-hidden />}
    </AriaMenuItem>
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
        // Beside the point, so that a menu which is too high for the room below moves up instead of being cut off.
        placement="right top"
        offset={0}
        getTargetRect={() => new DOMRect(x, y, 0, 0)}
        triggerRef={{ current: document.body }}
      >
        <Entries label={label} groups={groups} />
      </Popover>
    </MenuTrigger>
  )
}
