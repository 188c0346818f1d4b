import { useState } from 'react'
import { isDownloadUrl } from '../../../src-preload/contract/index.ts'
import type { Selection } from '../../state/selection.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'

interface NewSignInDialogProps {
  /** Jobs that get the session. */
  readonly jobs?: Selection
  readonly onClose: () => void
}

/** Asks where somebody signs in, and opens the window for it. */
export function NewSignInDialog({ jobs, onClose }: NewSignInDialogProps) {
  const { commands, sessions } = useCore()
  const t = useText()
  const [address, setAddress] = useState('')
  const [isRefused, setRefused] = useState(false)
  const submit = () => {
    const typed = address.trim()
    const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`
    if (!isDownloadUrl(url)) return setRefused(true)
    onClose()
    void sessions.addBySignIn(new URL(url).host, url, null).then((session) => {
      if (session !== null && jobs !== undefined) void commands.giveSession(jobs, session)
    })
  }
  return (
    <FormDialog
      title={t('sessions:newSignIn.title')}
      submitLabel={t('sessions:newSignIn.submit')}
      isIncomplete={address.trim() === ''}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t('sessions:rules.address')}
        help={t('sessions:newSignIn.help')}
        placeholder={t('sessions:rules.addressPlaceholder')}
        value={address}
        error={isRefused ? t('errors:input.url') : null}
        onChange={(value) => {
          setAddress(value)
          setRefused(false)
        }}
        autoFocus
      />
    </FormDialog>
  )
}
