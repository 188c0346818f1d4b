import { useDeferredValue, useMemo, useState } from 'react'
import {
  type FromInspection,
  hasKnownFields,
  type Inspection,
  mostTemplateCharacters,
  nameFields,
} from '../../../src-preload/contract/index.ts'
import { type CandidateChoice, firstChoice, selectionOf } from '../../state/candidate-choice.ts'
import { type FilterFields, noFilter, readFilter } from '../../state/candidate-filter.ts'
import { useFormat } from '../../state/use-text.ts'
import type { SortOrder } from './candidate-head.tsx'

/** What is chosen of an inspection, and how it is to be named and laid out. */
export interface CandidateStepState {
  readonly fields: FilterFields
  /** Null: as its source would choose, see {@link firstChoice}. */
  readonly choice: CandidateChoice | null
  readonly sorted: SortOrder
  readonly template: string
  /** Null: as it was where Staffel wrote it, otherwise one job that keeps the folders. */
  readonly folders: FromInspection['folders'] | null
  /** Of a stream; null: as the source would choose. */
  readonly streams: ReadonlySet<string> | null
  /** Whether the job takes what its list carries for it. */
  readonly takesCarried: boolean
}

const first: CandidateStepState = {
  fields: noFilter,
  choice: null,
  sorted: { sort: 'index', order: 'asc' },
  template: '',
  folders: null,
  streams: null,
  takesCarried: true,
}

/** Begins anew with each inspection. */
export function useCandidateStep(inspection: Inspection | null) {
  const { locale } = useFormat()
  const id = inspection?.id ?? null
  const [kept, setKept] = useState({ id, state: first })
  const state = kept.id === id ? kept.state : first
  const change = (patch: Partial<CandidateStepState>) =>
    setKept((before) => ({ id, state: { ...(before.id === id ? before.state : first), ...patch } }))
  const { fields, template, streams } = state
  const choice = useMemo(() => state.choice ?? firstChoice(inspection?.kind ?? null), [state.choice, inspection?.kind])
  const folders = state.folders ?? (inspection?.jobs === undefined ? 'keep' : 'jobs')
  const { filter, wrong } = useMemo(() => readFilter(fields, locale), [fields, locale])
  const isTemplate = template !== '' && template.length <= mostTemplateCharacters && hasKnownFields(template, nameFields)
  return {
    ...state,
    choice,
    folders,
    change,
    filter,
    wrong,
    isTemplateWrong: template !== '' && !isTemplate,
    /** The template as it is previewed: a half-typed one names nothing. */
    shownTemplate: useDeferredValue(isTemplate ? template : null),
    /** What is to be added, as the core is told. */
    taken: (): Omit<FromInspection, 'inspectionId'> => ({
      selection: selectionOf(choice, filter),
      folders,
      carried: state.takesCarried,
      ...(isTemplate && { nameTemplate: template }),
      ...(streams !== null && { choices: [...streams] }),
    }),
  }
}
export type CandidateStep = ReturnType<typeof useCandidateStep>
