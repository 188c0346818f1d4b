import { SearchX } from 'lucide-react'
import { useState } from 'react'
import { Checkbox } from '../ui/checkbox.tsx'
import { BlankRow, ChoiceGrid, ChoiceMark, ChoiceRow } from '../ui/choice-grid.tsx'
import { ChoiceList } from '../ui/choice-list.tsx'
import { Empty } from '../ui/empty.tsx'
import { ColumnHeader, HeadRow, RowCell } from '../ui/placed-rows.tsx'
import { Segmented } from '../ui/segmented.tsx'
import styles from './gallery.module.css'
import { Specimen, Specimens } from './specimen.tsx'

const total = 1_000
/** The first can be neither chosen nor left out, the second is being read. */
const fixed = 0
const unread = 1
const options = [
  { value: 'requeue', label: 'Back to the queue', help: 'What is over the limit waits again.' },
  { value: 'drain', label: 'Run to the end', help: 'What is over the limit ends first.' },
] as const

export function ChoicesSection() {
  const [isSelected, setSelected] = useState(true)
  const [value, setValue] = useState<(typeof options)[number]['value']>('requeue')
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set([2, 4]))
  const take = (indexes: readonly number[], isChosen: boolean) => {
    const next = new Set(chosen)
    for (const index of indexes) {
      if (isChosen) next.add(index)
      else next.delete(index)
    }
    setChosen(next)
  }
  const between = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, step) => from + step)
  const empty = <Empty icon={<SearchX aria-hidden />} title="Nothing fits" text="No file fits what you filter by." />
  const head = (
    <HeadRow>
      <ColumnHeader>No.</ColumnHeader>
      <ColumnHeader>Name</ColumnHeader>
    </HeadRow>
  )
  const shared = { className: styles.grid, isBusy: false, empty, head, elementIdOf: (index: number) => `choice-${index}` }
  return (
    <Specimens>
      <Specimen name="Checkbox · either, and with help">
        <Checkbox isSelected={isSelected} onChange={setSelected}>
          One at a time
        </Checkbox>
        <Checkbox isSelected={!isSelected} onChange={(isOther) => setSelected(!isOther)} help="It waits until you resume it.">
          Add paused
        </Checkbox>
      </Specimen>
      <Specimen name="Segmented · one of a few">
        <Segmented
          label="What is over the limit"
          value={value}
          options={options.map(({ value, label }) => ({ value, label }))}
          onChange={setValue}
          help="It counts at once."
        />
      </Specimen>
      <Specimen name="ChoiceList · one of a few, each with its sentence">
        <ChoiceList label="What is over the limit" value={value} options={options} onChange={setValue} />
      </Specimen>
      <Specimen name="ChoiceGrid · one of a thousand by click, keys, and ranges with shift" isWide>
        <div className={styles.tall}>
          <ChoiceGrid
            {...shared}
            label="Files"
            total={total}
            onShow={() => undefined}
            onToggle={(index) => {
              if (index === fixed || index === unread) return null
              const isChosen = !chosen.has(index)
              take([index], isChosen)
              return isChosen
            }}
            onRange={(from, to, isChosen) => take(between(Math.max(from, unread + 1), to), isChosen)}
            onChooseAll={() => take(between(unread + 1, total - 1), true)}
          >
            {(row) => {
              const { index, top } = row
              if (index === unread)
                return <BlankRow key={index} index={index} top={top} label="Loading" className={styles.name} />
              const isChosen = index === fixed ? undefined : chosen.has(index)
              return (
                <ChoiceRow key={index} {...row} id={`choice-${index}`} isChosen={isChosen}>
                  <RowCell role="gridcell" className={styles.number}>
                    <ChoiceMark isChosen={isChosen} />
                    {index + 1}
                  </RowCell>
                  <RowCell role="gridcell" className={styles.name}>
                    {`scan-${index + 1}.pdf`}
                  </RowCell>
                </ChoiceRow>
              )
            }}
          </ChoiceGrid>
        </div>
      </Specimen>
      <Specimen name="ChoiceGrid · nothing to choose from" isWide>
        <div className={styles.tall}>
          <ChoiceGrid
            {...shared}
            label="No files"
            total={0}
            onShow={() => undefined}
            onToggle={() => null}
            onRange={() => undefined}
            onChooseAll={() => undefined}
          >
            {() => null}
          </ChoiceGrid>
        </div>
      </Specimen>
    </Specimens>
  )
}
