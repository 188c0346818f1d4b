import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { defaultTitle, type InputIssue, type InspectOptions } from '../../../src-preload/contract/index.ts'
import { fieldProblem, problemText } from '../../state/error-text.ts'
import { issuesOf } from '../../state/problem.ts'
import { sessionForLinks } from '../../state/session-facts.ts'
import { ruleOfFilter } from '../../state/subscription-rule.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useSending } from '../../state/use-sending.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import type { OpenDialog } from '../../state/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import styles from './add-dialog.module.css'
import { CandidateStep } from './candidate-step.tsx'
import { InputStep } from './input-step.tsx'
import inspectionStyles from './inspection.module.css'
import { InspectionFailure, InspectionStatus } from './inspection-status.tsx'
import { isShownAtJobField, JobFields } from './job-fields.tsx'
import { recognised } from './recognised.ts'
import { useCandidateStep } from './use-candidate-step.ts'
import type { Totals } from './use-candidates.ts'
import { type Material, useInspecting } from './use-inspecting.ts'
import { type JobDraft, jobOfDraft, useJobDraft } from './use-job-draft.ts'

interface AddDialogProps {
  /** What it begins with; another one is what was dropped or pasted while it was open. */
  readonly given: Extract<OpenDialog, { readonly kind: 'add' }>
  readonly onClose: () => void
}

/**
 * From whatever somebody has to a job. Addresses as they stand are added as they are, at once. Everything else is inspected
 * by the core and then chosen from; an address is fetched for that only when somebody says so.
 */
export function AddDialog({ given, onClose }: AddDialogProps) {
  const { commands, sources, view } = useCore()
  const t = useText()
  const format = useFormat()
  const [input, setInput] = useState(given.text)
  const [isChoosing, setChoosing] = useState(false)
  const [totals, setTotals] = useState<Totals | null>(null)
  const { draft, change } = useJobDraft(given.sessionId, given.headers ?? '')
  const { isSending, problem, forgetProblem, send } = useSending()
  const inspecting = useInspecting()
  const { inspection, read } = inspecting
  const step = useCandidateStep(inspection)

  const [round, setRound] = useState(0)

  const form = useRef<HTMLFormElement>(null)
  const status = useRef<HTMLDivElement>(null)
  // The field that had the focus is gone.
  useEffect(() => {
    if (isChoosing) status.current?.focus()
  }, [isChoosing])
  useEffect(() => {
    if (problem !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [problem])

  // Ten thousand lines are read beside the typing, not before each letter.
  const deferred = useDeferredValue(input)
  const seen = useMemo(() => recognised(deferred), [deferred])
  const links = useMemo(() => (seen.kind === 'links' ? seen.read.links.map(({ url }) => url) : []), [seen])
  const sessions = useLive((state) => state.sessions)
  const address = inspection?.url ?? null
  const proposed = useMemo(
    () => sessionForLinks(sessions ?? [], isChoosing && address !== null ? [address] : links),
    [sessions, links, isChoosing, address],
  )

  const issues = problem === null ? [] : issuesOf(problem)
  const isShownAtField = problem !== null && (isShownAtJobField(problem) || issues.some(isUrlIssue))
  // What was found in an older text is not what is there now.
  const isOfInput = isChoosing || (inspecting.of?.kind === 'text' && inspecting.of.text === input)
  const isDone = inspection !== null && inspection.state === 'done' && isOfInput
  const isFailed = inspection?.state === 'failed'
  const isInspected = isChoosing || seen.kind === 'source'
  const count = isChoosing
    ? (totals?.selected.total ?? 0)
    : seen.kind === 'source'
      ? isOfInput
        ? (inspection?.found ?? 0)
        : 0
      : links.length
  const list = !isChoosing && seen.kind === 'links' ? seen.list : null

  const look = (material: Material) => {
    forgetProblem()
    setTotals(null)
    setChoosing(true)
    void read(material)
  }
  const lookAt = (chosen: readonly File[]) => {
    const [only] = chosen
    look({ kind: 'files', files: chosen, name: chosen.length === 1 && only !== undefined && only.name !== '' ? only.name : null })
  }
  /** The newest text counts, also where it is not yet shown as recognised. */
  const newest = () => (deferred === input ? seen : recognised(input))
  /** What the field holds, to be chosen from; of an address what it lists is fetched. */
  const choose = () => {
    const now = newest()
    if (now.kind === 'request') return
    if (now.kind === 'source') return setChoosing(true)
    const [only, ...others] = now.read.links
    if (only === undefined) return
    if (others.length > 0) return look({ kind: 'text', text: input, options: {} })
    const session = draft.session === undefined ? (proposed?.id ?? null) : draft.session
    look({ kind: 'address', address: only.url, sessionId: session })
  }
  const readAgain = (options: Partial<InspectOptions>) => {
    // What was left out are others now.
    step.change({ choice: null })
    setRound(round + 1)
    void inspecting.again(options)
  }
  /** What is dropped goes below what the field holds, or takes the place of what is chosen from. */
  const takeText = (text: string) => {
    const isBelow = !isChoosing && input.trim() !== ''
    setInput(isBelow ? `${input.trimEnd()}\n${text}` : text)
    setChoosing(false)
    forgetProblem()
  }
  const taken = useRef<AddDialogProps['given']>(null)
  useEffect(() => {
    const before = taken.current
    taken.current = given
    if (before === given) return
    if (given.files !== undefined) lookAt(given.files)
    else if (before !== null) takeText(given.text)
  })

  const add = async () => {
    const job = jobOfDraft(draft, proposed?.id ?? null)
    if (job === null) return
    const now = newest()
    if (isChoosing || now.kind === 'source') {
      // Whether anything is chosen the core knows: what is counted here may be a moment old.
      if (inspection === null || !isDone) return
      if (await send(() => sources.add({ inspectionId: inspection.id, ...step.taken(), job }))) onClose()
      return
    }
    const urls = now.kind === 'links' ? now.read.links.map(({ url }) => url) : []
    if (urls.length > 0 && (await send(() => commands.add({ urls, ...job })))) onClose()
  }
  const submit = () => {
    const now = newest()
    if (!isChoosing && now.kind === 'links' && now.list !== null) choose()
    else void add()
  }
  const feedUrl = isChoosing && isDone && inspection.kind === 'feed' ? inspection.url : null
  const subscribe = () => {
    if (feedUrl === null) return
    const { nameTemplate, selection } = step.taken()
    const session = draft.session === undefined ? (proposed?.id ?? null) : draft.session
    view.setState({
      dialog: {
        kind: 'subscription',
        subscription: null,
        url: feedUrl,
        rule: ruleOfFilter(selection.filter),
        sessionId: session,
        ...(nameTemplate !== undefined && { nameTemplate }),
      },
    })
  }

  const formatted = format.count(count)
  const addLabel = isSending ? t('add:submitting') : count === 0 ? t('add:submitNone') : t('add:submit', { count, formatted })
  const changeDraft = (patch: Partial<JobDraft>) => {
    change(patch)
    forgetProblem()
  }
  const jobFields = (
    <JobFields
      draft={draft}
      onChange={changeDraft}
      derivedTitle={isInspected ? (inspection?.title ?? null) : defaultTitle(links)}
      proposed={proposed}
      problem={problem}
    />
  )
  const onTotals = useCallback((told: Totals | null) => setTotals(told), [])

  return (
    <FormDialog
      title={t('add:title')}
      submitLabel={list === null ? addLabel : t('add:look')}
      size={isChoosing ? 'whole' : 'large'}
      problem={problem === null || isShownAtField ? null : (fieldProblem(t, problem, 'selection') ?? problemText(t, problem))}
      isIncomplete={count === 0 || (isInspected && !isDone)}
      isPending={isSending}
      gridClass={isChoosing ? inspectionStyles.step : styles.form}
      formRef={form}
      actions={
        <FurtherActions
          isChoosing={isChoosing}
          isList={list !== null}
          hasChoice={seen.kind === 'source' ? isDone && (count > 0 || inspection.preview !== null) : links.length > 0}
          isAddress={links.length === 1}
          onSubscribe={feedUrl === null ? null : subscribe}
          onChoose={choose}
          onAddAsFile={() => void add()}
          onBack={() => {
            setChoosing(false)
            // What the field holds is read anew by itself.
            if (seen.kind !== 'source') inspecting.drop()
          }}
        />
      }
      onSubmit={submit}
      onClose={onClose}
    >
      {isChoosing ? (
        <>
          <div ref={status} tabIndex={-1} className={inspectionStyles.awaiting} data-awaits-rows data-failed={isFailed}>
            {isFailed ? <InspectionFailure inspecting={inspecting} /> : <InspectionStatus inspecting={inspecting} />}
          </div>
          {inspection !== null && !isFailed && (
            <>
              <CandidateStep
                key={inspection.id}
                inspection={inspection}
                step={step}
                round={round}
                onRead={readAgain}
                onTotals={onTotals}
              />
              <Disclosure title={t('sources:job')} {...(isShownAtField && { isOpen: true })}>
                <div className={inspectionStyles.job}>{jobFields}</div>
              </Disclosure>
            </>
          )}
        </>
      ) : (
        <>
          <InputStep
            input={input}
            recognised={seen}
            inspecting={inspecting}
            step={step}
            refused={issues.filter(isUrlIssue)}
            onChange={(value) => {
              setInput(value)
              forgetProblem()
            }}
            onFiles={lookAt}
            onClose={onClose}
          />
          {jobFields}
        </>
      )}
    </FormDialog>
  )
}

interface FurtherActionsProps {
  readonly isChoosing: boolean
  readonly isList: boolean
  readonly hasChoice: boolean
  readonly isAddress: boolean
  /** Null where it is no feed. */
  readonly onSubscribe: (() => void) | null
  readonly onChoose: () => void
  readonly onAddAsFile: () => void
  readonly onBack: () => void
}

/** What else can be done than to add what is there as it stands. */
function FurtherActions(props: FurtherActionsProps) {
  const { isChoosing, isList, hasChoice, isAddress, onSubscribe, onChoose, onAddAsFile, onBack } = props
  const t = useText()
  if (isChoosing) {
    return (
      <>
        <Button onPress={onBack}>{t('add:back')}</Button>
        {onSubscribe !== null && <Button onPress={onSubscribe}>{t('subscriptions:subscribe')}</Button>}
      </>
    )
  }
  if (isList) return <Button onPress={onAddAsFile}>{t('add:asFile')}</Button>
  return hasChoice && <Button onPress={onChoose}>{t(isAddress ? 'add:look' : 'add:chooseFrom')}</Button>
}

const isUrlIssue = (issue: InputIssue) => issue.path.startsWith('urls.')
