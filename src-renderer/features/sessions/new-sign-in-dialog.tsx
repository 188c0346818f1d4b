import { useId, useState } from 'react'
import { isDownloadUrl } from '../../../src-preload/contract/index.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'

/** Asks where somebody signs in, and opens the window for it. */
export function NewSignInDialog({ onClose }: { readonly onClose: () => void }) {
  const { sessions } = useCore()
  const t = useText()
  const [address, setAddress] = useState('')
  const [isRefused, setRefused] = useState(false)
  const formId = useId()
  const submit = () => {
    const typed = address.trim()
    const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`
    if (!isDownloadUrl(url)) return setRefused(true)
    onClose()
    void sessions.addBySignIn(new URL(url).host, url, null)
  }
  return (
    <Dialog
      title={t('sessions:newSignIn.title')}
      closeLabel={t('common:dialog.close')}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:dialog.cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} isDisabled={address.trim() === ''}>
            {t('sessions:newSignIn.submit')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
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
      </form>
    </Dialog>
  )
}
