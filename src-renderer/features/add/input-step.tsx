import { useEffect } from 'react'
import type { InputIssue } from '../../../src-preload/contract/index.ts'
import { useText } from '../../state/use-text.ts'
import styles from './add-dialog.module.css'
import { CarriedTerms } from './carried-terms.tsx'
import { CopiedRequest } from './copied-request.tsx'
import { InspectionStatus } from './inspection-status.tsx'
import { LinkSummary } from './link-summary.tsx'
import type { Recognised } from './recognised.ts'
import { SourceField } from './source-field.tsx'
import type { CandidateStep } from './use-candidate-step.ts'
import type { Inspecting } from './use-inspecting.ts'

/** Pause before the core reads what is typed. */
const typingPauseMs = 250

interface InputStepProps {
  readonly input: string
  /** What the text is; a moment behind it while it is long. */
  readonly recognised: Recognised
  readonly inspecting: Inspecting
  /** How what is inspected will be added. */
  readonly step: CandidateStep
  /** Addresses that the core refused. */
  readonly refused: readonly InputIssue[]
  readonly onChange: (text: string) => void
  readonly onFiles: (files: readonly File[]) => void
  readonly onClose: () => void
}

/** The field, and what was recognised in it. */
export function InputStep({ input, recognised, inspecting, step, refused, onChange, onFiles, onClose }: InputStepProps) {
  const t = useText()
  const { read, drop } = inspecting
  const isSource = recognised.kind === 'source'
  const readAs = isSource ? recognised.as : null
  useEffect(() => {
    if (!isSource) return drop()
    const options = readAs === null ? {} : { kind: readAs }
    const timer = setTimeout(() => void read({ kind: 'text', text: input, options }), typingPauseMs)
    return () => clearTimeout(timer)
  }, [input, isSource, readAs, read, drop])
  return (
    <div className={styles.wide}>
      <SourceField value={input} onChange={onChange} onFiles={onFiles} />
      {recognised.kind === 'request' && <CopiedRequest text={input} onClose={onClose} />}
      {recognised.kind === 'links' && (
        <>
          <LinkSummary read={recognised.read} refused={refused} />
          {recognised.list !== null && <p className={styles.summary}>{t('add:looksLikeList')}</p>}
        </>
      )}
      {isSource && (
        <div className={styles.recognised}>
          <InspectionStatus inspecting={inspecting} />
          {inspecting.inspection !== null && <CarriedTerms inspection={inspecting.inspection} selected={null} step={step} />}
        </div>
      )}
    </div>
  )
}
