import { useEffect, useRef, useState } from 'react'
import type { Inspection, InspectOptions } from '../../../src-preload/contract/index.ts'
import { allChosen, noneChosen, withChosen } from '../../state/candidate-choice.ts'
import { fieldProblem } from '../../state/error-text.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { CandidateTable } from './candidate-table.tsx'
import { CarriedTerms } from './carried-terms.tsx'
import { ColumnOptions } from './column-options.tsx'
import { FilterBar } from './filter-bar.tsx'
import styles from './inspection.module.css'
import { NamingField } from './naming-field.tsx'
import { PageOptions } from './page-options.tsx'
import { defaultChoices, StreamChoices } from './stream-choices.tsx'
import type { CandidateStep as Step } from './use-candidate-step.ts'
import { type Totals, useCandidates } from './use-candidates.ts'

const folderWays = ['keep', 'jobs', 'flat'] as const

interface CandidateStepProps {
  readonly inspection: Inspection
  readonly step: Step
  /** How often it was read. */
  readonly round: number
  /** Reads the same once more, otherwise. */
  readonly onRead: (options: Partial<InspectOptions>) => void
  readonly onTotals: (totals: Totals | null) => void
}

/** Everything that was found: which of it is taken, and how it is named and laid out. */
export function CandidateStep({ inspection, step, round, onRead, onTotals }: CandidateStepProps) {
  const t = useText()
  const format = useFormat()
  const { id, kind, state, found, bytes, withoutSize, known } = inspection
  const isRunning = state === 'running' || state === 'waiting'
  const candidates = useCandidates({
    inspectionId: id,
    filter: step.filter,
    sort: step.sorted.sort,
    order: step.sorted.order,
    choice: step.choice,
    template: step.shownTemplate,
    round,
    news: [state, found, bytes, withoutSize, known].join(),
  })
  const { totals, problem, rows } = candidates
  useEffect(() => onTotals(totals), [onTotals, totals])
  const hasDates = useDates(rows.pages)
  // While it is read once more it knows of neither, and what was filled in must stay.
  const isPage = useLast(kind === 'page' && inspection.url !== null ? true : null) ?? false
  const leavesPages = inspection.skippedFirst.some(({ reason }) => reason === 'limit')
  const preview = useLast(inspection.preview)
  const isStream = kind === 'hls' || kind === 'dash'
  // One file is nothing to filter; what was once there stays while it is read again.
  const isMany = useLast(found > 1 ? true : null) ?? false
  const expressionError = fieldProblem(t, problem, 'filter.expression')

  const hasFolders = useLast(inspection.jobs === undefined && inspection.folders === undefined ? null : true) ?? false
  const folderText = (folders: (typeof folderWays)[number]) => {
    if (folders !== 'jobs') return t(`sources:folders.${folders}`)
    const { jobs, folders: found = 0 } = inspection
    return jobs === undefined
      ? t('sources:folders.jobs', { formatted: format.count(found) })
      : t('sources:folders.asBefore', { count: jobs, formatted: format.count(jobs) })
  }

  return (
    <>
      {isPage && <PageOptions isRunning={isRunning} onRead={onRead} />}
      {preview !== null && (
        <ColumnOptions key={id} preview={preview} isNeeded={!isRunning && found === 0} isRunning={isRunning} onRead={onRead} />
      )}
      {inspection.choices.length > 0 && (
        <StreamChoices
          choices={inspection.choices}
          chosen={step.streams ?? defaultChoices(inspection.choices)}
          onChange={(streams) => step.change({ streams })}
        />
      )}
      {isMany && !isStream && (
        <FilterBar
          fields={step.fields}
          wrong={step.wrong}
          expressionError={expressionError}
          onChange={(patch) => step.change({ fields: { ...step.fields, ...patch } })}
        />
      )}
      {isStream && isMany && <p className={styles.note}>{t('sources:stream.ownSubtitles')}</p>}
      <CandidateTable
        candidates={candidates}
        choice={step.choice}
        sorted={step.sorted}
        isRunning={isRunning}
        emptyBecause={found > 0 ? 'filter' : isPage && leavesPages ? 'deeper' : 'nothing'}
        hasDates={hasDates}
        onSort={(sorted) => step.change({ sorted })}
        onChoose={(indexes, isTaken) => step.change({ choice: withChosen(step.choice, indexes, isTaken) })}
        onChooseAll={() => step.change({ choice: allChosen })}
      />
      <div className={styles.totals}>
        <Sum totals={totals} found={found} />
        {isMany && (
          <span className={styles.buttons}>
            <Button onPress={() => step.change({ choice: allChosen })}>{t('sources:chooseAll')}</Button>
            <Button onPress={() => step.change({ choice: noneChosen })}>{t('sources:chooseNone')}</Button>
          </span>
        )}
      </div>
      <CarriedTerms inspection={inspection} selected={totals?.selected ?? null} step={step} />
      <div className={styles.layout}>
        <NamingField value={step.template} isWrong={step.isTemplateWrong} onChange={(template) => step.change({ template })} />
        {hasFolders && (
          <Select
            label={t('sources:folders.label')}
            value={step.folders}
            options={folderWays.map((value) => ({ value, label: folderText(value) }))}
            onChange={(folders) => step.change({ folders })}
          />
        )}
      </div>
    </>
  )
}

/** `38 of 412 · 3.1 GB`. */
function Sum({ totals, found }: { readonly totals: Totals | null; readonly found: number }) {
  const t = useText()
  const format = useFormat()
  const { total, bytes, withoutSize } = totals?.selected ?? { total: 0, bytes: 0, withoutSize: 0 }
  const parts = [
    t('sources:sum', { chosen: format.count(total), found: format.count(found) }),
    ...(bytes > 0 ? [format.bytes(bytes)] : []),
    ...(withoutSize > 0 && withoutSize < total
      ? [t('sources:withoutSize', { count: withoutSize, formatted: format.count(withoutSize) })]
      : []),
  ]
  return (
    <p role="status" className={styles.sum}>
      {parts.join(' · ')}
    </p>
  )
}

/** The last value that there was. */
function useLast<Value>(value: Value | null): Value | null {
  const last = useRef(value)
  if (value !== null) last.current = value
  return last.current
}

/** Whether any candidate that was ever in sight has a date: the column does not go again when the filter shows others. */
function useDates(pages: ReturnType<typeof useCandidates>['rows']['pages']): boolean {
  const [hasDates, setHasDates] = useState(false)
  useEffect(() => {
    if ([...pages.values()].some(({ items }) => items.some(({ date }) => date !== null))) setHasDates(true)
  }, [pages])
  return hasDates
}
