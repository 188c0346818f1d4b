import type { CandidatePage, Carried, Inspection } from '../../../src-preload/contract/index.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import styles from './inspection.module.css'
import type { CandidateStep } from './use-candidate-step.ts'

interface CarriedTermsProps {
  readonly inspection: Inspection
  /** What is chosen of it; null where nobody chooses, or until it is known. */
  readonly selected: CandidatePage['selected'] | null
  readonly step: CandidateStep
}

/** What a list carries for its job, headers above all: seen before it goes along, and left out where it is not wanted. */
export function CarriedTerms({ inspection, selected, step }: CarriedTermsProps) {
  const t = useText()
  const format = useFormat()
  if (inspection.carried === undefined) return null
  const { carried = [], total } = selected ?? { carried: inspection.carried, total: inspection.found }
  const taken = carried.filter(({ isShared }) => isShared)
  const left = carried.filter(({ isShared }) => !isShared)
  const nameOf = ({ kind, name }: Carried) => (kind === 'header' ? (name ?? '') : t(`sources:carried.${kind}`))
  const counts = { count: format.count(total), total: format.count(total) }
  const headers = taken.filter(({ kind }) => kind === 'header').map(nameOf)
  const names = taken.filter(({ kind }) => kind !== 'header').map(nameOf)
  const text = () => {
    if (names.length === 0) return t('sources:carried.headers', { names: headers.join(', '), ...counts })
    if (headers.length === 0) return t('sources:carried.others', { names: names.join(', '), ...counts })
    return t('sources:carried.headersAnd', { headers: headers.join(', '), names: names.join(', '), ...counts })
  }
  const leftNames = left.map((one) =>
    one.candidates === total
      ? t('sources:carried.differs', { name: nameOf(one) })
      : t('sources:carried.onlySome', { name: nameOf(one), count: format.count(one.candidates), total: counts.total }),
  )
  return (
    <div className={styles.carried}>
      {taken.length > 0 && (
        <Checkbox
          isSelected={step.takesCarried}
          onChange={(takesCarried) => step.change({ takesCarried })}
          {...(headers.length > 0 && { help: t('sources:carried.help') })}
        >
          {text()}
        </Checkbox>
      )}
      {left.length > 0 && <p className={styles.note}>{t('sources:carried.left', { names: leftNames.join(', ') })}</p>}
    </div>
  )
}
