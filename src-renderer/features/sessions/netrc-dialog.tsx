import { useId, useState } from 'react'
import type { ImportProblem } from '../../../src-preload/contract/index.ts'
import { problemText } from '../../state/error-text.ts'
import type { Problem } from '../../state/problem.ts'
import { useCore } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
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
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isSending, setSending] = useState(false)
  const formId = useId()
  const counted = (count: number) => ({ count, formatted: format.count(count) })

  const submit = async () => {
    if (text.trim() === '' || isSending) return
    setSending(true)
    const { value, problem: refused } = await sessions.importNetrc(text, replace)
    setSending(false)
    setProblem(refused)
    if (value === null) return
    const { added, replaced, kept, problems } = value
    // Where all of it was taken there is nothing to read here any more.
    if (kept === 0 && problems.length === 0 && added + replaced > 0) {
      onClose()
      commands.say({ kind: 'credentialsTaken', count: added + replaced })
    } else setDone(value)
  }

  return (
    <Dialog
      title={t('sessions:netrc.title')}
      closeLabel={t('common:dialog.close')}
      size="large"
      onClose={onClose}
      footer={
        <>
          {problem !== null && (
            <p role="alert" className={styles.refused}>
              {problemText(t, problem)}
            </p>
          )}
          <Button onPress={onClose}>{done === null ? t('common:dialog.cancel') : t('common:dialog.close')}</Button>
          <Button variant="primary" type="submit" form={formId} isDisabled={text.trim() === ''} isPending={isSending}>
            {t('sessions:netrc.submit')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
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
          <div className={styles.form} role="status">
            <p>
              {t('sessions:netrc.taken', counted(done.added + done.replaced))}{' '}
              {done.kept > 0 && t('sessions:netrc.kept', counted(done.kept))}
            </p>
            <ProblemList problems={done.problems} />
          </div>
        )}
      </form>
    </Dialog>
  )
}
