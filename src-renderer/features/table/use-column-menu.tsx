import {
  ArrowDownNarrowWide,
  ArrowLeft,
  ArrowRight,
  ArrowUpNarrowWide,
  Columns3,
  EyeOff,
  MoveHorizontal,
  RotateCcw,
} from 'lucide-react'
import { type ColumnName, columnFacts, columnNames } from '../../state/columns.ts'
import { layoutKey, layoutOf } from '../../state/kept-layouts.ts'
import { useCore, useView } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import type { MenuEntry, MenuGroups } from '../../ui/menu.tsx'

interface ColumnMenuProps {
  /** The column whose menu it is. */
  readonly name: ColumnName
  /** Those that are in sight, in their order. */
  readonly names: readonly ColumnName[]
  readonly step: (name: ColumnName, by: 1 | -1) => void
  readonly fitWidth: (name: ColumnName) => void
}

/** Everything that can be done with one column, and the choice of all. */
export function useColumnMenu({ name, names, step, fitWidth }: ColumnMenuProps): MenuGroups {
  const { columns } = useCore()
  const t = useText()
  const choice = useColumnChoice()
  const { sort } = columnFacts[name]
  const place = names.indexOf(name)
  const alt = (key: string) => `${t('common:key.alt')}+${key}`
  return [
    sort === null
      ? []
      : [
          {
            id: 'ascending',
            label: t('table:columns.ascending'),
            icon: <ArrowUpNarrowWide />,
            onAction: () => columns.sort({ sort, order: 'asc' }),
          },
          {
            id: 'descending',
            label: t('table:columns.descending'),
            icon: <ArrowDownNarrowWide />,
            onAction: () => columns.sort({ sort, order: 'desc' }),
          },
        ],
    [
      {
        id: 'fit',
        label: t(name === 'name' ? 'table:columns.fill' : 'table:columns.fit'),
        icon: <MoveHorizontal />,
        onAction: () => fitWidth(name),
      },
      ...(name === 'name'
        ? []
        : [
            {
              id: 'left',
              label: t('table:columns.left'),
              icon: <ArrowLeft />,
              keys: alt('←'),
              isDisabled: place < 2,
              onAction: () => step(name, -1),
            },
            {
              id: 'right',
              label: t('table:columns.right'),
              icon: <ArrowRight />,
              keys: alt('→'),
              isDisabled: place === names.length - 1,
              onAction: () => step(name, 1),
            },
            { id: 'hide', label: t('table:columns.hide'), icon: <EyeOff />, onAction: () => columns.show(name, false) },
          ]),
    ],
    [{ id: 'columns', label: t('table:columns.label'), icon: <Columns3 />, entries: choice }],
  ]
}

/** Which columns are shown, each with a press; and all as they came. */
export function useColumnChoice(): MenuGroups {
  const { columns } = useCore()
  const t = useText()
  const shown = useView(({ layouts, query }) => layoutOf(layouts, query).shown)
  const isChanged = useView(({ layouts, query }) => layouts.has(layoutKey(query)))
  const entries = columnNames
    .filter((name) => name !== 'name')
    .map(
      (name): MenuEntry => ({
        id: name,
        label: t(`table:column.${name}`),
        isMarked: shown.includes(name),
        onAction: () => columns.show(name, !shown.includes(name)),
      }),
    )
  return [
    entries,
    [
      {
        id: 'reset',
        label: t('table:columns.reset'),
        icon: <RotateCcw />,
        isDisabled: !isChanged,
        onAction: columns.reset,
      },
    ],
  ]
}
