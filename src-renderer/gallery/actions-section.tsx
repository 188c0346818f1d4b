import { Pause, Play, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '../ui/button.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { ContextMenu, MenuButton, type MenuGroups } from '../ui/menu.tsx'
import styles from './gallery.module.css'
import { Specimen, Specimens } from './specimen.tsx'

const variants = ['plain', 'primary', 'danger', 'quiet'] as const
const groups: MenuGroups = [
  [
    { id: 'start', label: 'Start', icon: <Play aria-hidden />, keys: 'S', onAction: () => undefined },
    { id: 'pause', label: 'Pause', icon: <Pause aria-hidden />, isDisabled: true, onAction: () => undefined },
    {
      id: 'priority',
      label: 'Priority',
      entries: [
        [
          { id: 'high', label: 'High', isChecked: false, onAction: () => undefined },
          { id: 'normal', label: 'Normal', isChecked: true, onAction: () => undefined },
        ],
      ],
    },
  ],
  [{ id: 'remove', label: 'Remove…', icon: <Trash2 aria-hidden />, keys: 'Del', isDangerous: true, onAction: () => undefined }],
]

export function ActionsSection() {
  const [point, setPoint] = useState<{ readonly x: number; readonly y: number } | null>(null)
  return (
    <Specimens>
      {variants.map((variant) => (
        <Specimen key={variant} name={`Button · ${variant}`}>
          <div className={styles.row}>
            <Button variant={variant}>Add</Button>
            <Button variant={variant} icon={<Plus aria-hidden />}>
              With an icon
            </Button>
            <Button variant={variant} isDisabled>
              Disabled
            </Button>
            <Button variant={variant} isPending>
              Pending
            </Button>
          </div>
        </Specimen>
      ))}
      <Specimen name="IconButton · its tooltip says what it does, and its keys">
        <div className={styles.row}>
          <IconButton label="Start" icon={<Play />} keys="S" />
          <IconButton label="Pause, disabled" icon={<Pause />} isDisabled />
        </div>
      </Specimen>
      <Specimen name="LinkButton · whole, and clipped">
        <LinkButton onPress={() => undefined}>Evening talks</LinkButton>
        <LinkButton isClipped title="A long name" onPress={() => undefined}>
          A name that is longer than the place it has, so that it is cut where its line ends and shown whole by its tooltip
        </LinkButton>
      </Specimen>
      <Specimen name="MenuButton · groups, keys, choices, a submenu">
        <div className={styles.row}>
          <MenuButton label="Actions" groups={groups}>
            <Button>Open the menu</Button>
          </MenuButton>
        </div>
      </Specimen>
      <Specimen name="ContextMenu · opens at a point">
        <div className={styles.row}>
          <Button
            onPress={({ target }) => {
              const { left, bottom } = target.getBoundingClientRect()
              setPoint({ x: left, y: bottom })
            }}
          >
            Open at this corner
          </Button>
        </div>
        {point !== null && <ContextMenu label="Actions" groups={groups} {...point} onClose={() => setPoint(null)} />}
      </Specimen>
    </Specimens>
  )
}
