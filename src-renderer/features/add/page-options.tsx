import { useState } from 'react'
import type { InspectOptions } from '../../../src-preload/contract/index.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { QuantityField } from '../../ui/quantity-field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { withoutSubmit } from './filter-bar.tsx'
import styles from './inspection.module.css'

const depths = [0, 1, 2, 3] as const
const mostPages = 10_000

interface PageOptionsProps {
  readonly isRunning: boolean
  readonly onRead: (options: Partial<InspectOptions>) => void
}

/** How far beyond a page is read: nothing of it is fetched before somebody says so. */
export function PageOptions({ isRunning, onRead }: PageOptionsProps) {
  const t = useText()
  const format = useFormat()
  const [depth, setDepth] = useState(0)
  const [hosts, setHosts] = useState('')
  const [maxPages, setMaxPages] = useState(500)
  const [obeyRobots, setObeyRobots] = useState(true)
  const named = hosts.split(/[\s,;]+/).filter((host) => host !== '')
  return (
    <Disclosure title={t('sources:deeper.title')}>
      <div className={styles.options} onKeyDownCapture={withoutSubmit}>
        <Select
          label={t('sources:deeper.depth')}
          value={depth}
          options={depths.map((value) => ({ value, label: t(`sources:deeper.depths.${value}`) }))}
          onChange={setDepth}
        />
        <QuantityField
          label={t('sources:deeper.maxPages')}
          value={maxPages}
          minimum={1}
          maximum={mostPages}
          locale={format.locale}
          rangeError={t('errors:input.range', { minimum: 1, maximum: format.count(mostPages) })}
          onChange={setMaxPages}
        />
        <TextField
          className={styles.long}
          label={t('sources:deeper.hosts')}
          help={t('sources:deeper.hostsHelp')}
          value={hosts}
          placeholder={t('sources:deeper.hostsPlaceholder')}
          onChange={setHosts}
        />
        <div className={styles.long}>
          <Checkbox isSelected={obeyRobots} onChange={setObeyRobots} help={t('sources:deeper.robotsHelp')}>
            {t('sources:deeper.robots')}
          </Checkbox>
        </div>
        <div className={styles.whole}>
          <Button isDisabled={isRunning} onPress={() => onRead({ depth, maxPages, obeyRobots, hosts: named.slice(0, 100) })}>
            {t('sources:deeper.read')}
          </Button>
        </div>
      </div>
    </Disclosure>
  )
}
