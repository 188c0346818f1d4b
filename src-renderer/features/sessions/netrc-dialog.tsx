import { useState } from 'react'
import type { ImportProblem } from '../../../src-preload/contract/index.ts'
import { problemText } from '../../state/error-text.ts'
import { useCore } from '../../state/use-core.tsx'
import { useSending } from '../../state/use-sending.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import styles from './dialogs.module.css'
import { ProblemList } from './problem-list.tsx'
import { TextIntake } from './text-intake.tsx'

/** What came of an import. */
interface Done {
  readonly added: number
  readonly replaced: number
  readonly kept: number
  readonly problems: readonly ImportProblem[]
}

/** Takes over the user names and passwords of a netrc file. */
export function NetrcDialog({ onClose }: { readonly onClose: () => void }) {
  const { commands, sessions } = useCore()
  const t = useText()
  const format = useFormat()
  const [text, setText] = useState('')
  const [replace, setReplace] = useState(false)
  const [done, setDone] = useState<Done | null>(null)
  const { isSending, problem, send } = useSending()
  const isEmpty = text.trim() === ''
  const taken = done === null ? 0 : done.added + done.replaced
  const counted = (count: number) => ({ count, formatted: format.count(count) })

  const show = (came: Done) => {
    const { added, replaced, kept, problems } = came
    // Where all of it was taken there is nothing to read here any more.
    if (kept === 0 && problems.length === 0 && added + replaced > 0) {
      onClose()
      commands.say({ kind: 'credentialsTaken', count: added + replaced })
    } else setDone(came)
  }
  const submit = async () => {
    if (isEmpty) return
    await send(async () => {
      const { value, problem: refused } = await sessions.importNetrc(text, replace)
      if (value !== null) show(value)
      return refused
    })
  }

  return (
    <FormDialog
      title={t('sessions:netrc.title')}
      submitLabel={t('sessions:netrc.submit')}
      {...(done !== null && { cancelLabel: t('common:dialog.close') })}
      size="large"
      problem={problem === null ? null : problemText(t, problem)}
      isIncomplete={isEmpty}
      isPending={isSending}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextIntake
        label={t('sessions:netrc.text')}
        help={t('sessions:netrc.help')}
        placeholder={t('sessions:netrc.placeholder')}
        value={text}
        onChange={(value) => {
          setText(value)
          setDone(null)
        }}
      />
      <Checkbox isSelected={replace} onChange={setReplace} help={t('sessions:netrc.replaceHelp')}>
        {t('sessions:netrc.replace')}
      </Checkbox>
      {done !== null && (
        <div className={styles.done} role="status">
          <p>
            {(taken > 0 || done.kept === 0) && t('sessions:netrc.taken', counted(taken))}{' '}
            {done.kept > 0 && t('sessions:netrc.kept', counted(done.kept))}
          </p>
          <ProblemList problems={done.problems} />
        </div>
      )}
    </FormDialog>
  )
}
