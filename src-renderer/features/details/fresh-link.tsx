import { useEffect, useRef, useState } from 'react'
import { isDownloadUrl } from '../../../src-preload/contract/index.ts'
import { problemText } from '../../state/error-text.ts'
import { useCore, useView } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './details.module.css'

/** Takes another address for the same file, for an episode that does not get on with its own. */
export function FreshLink({ episodeId }: { readonly episodeId: string }) {
  const { commands, view } = useCore()
  const t = useText()
  const [url, setUrl] = useState('')
  const [error, setError] = useState<string | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const isWanted = useView((state) => state.linkWantedFor === episodeId)
  useEffect(() => {
    if (!isWanted) return
    form.current?.querySelector('input')?.focus()
    view.setState({ linkWantedFor: null })
  }, [isWanted, view])
  const submit = async () => {
    const address = url.trim()
    if (!isDownloadUrl(address)) return setError(t('errors:input.url'))
    const problem = await commands.renewLink(episodeId, address)
    setError(problem === null ? null : problemText(t, problem))
    if (problem === null) setUrl('')
  }
  return (
    <form
      ref={form}
      className={styles.freshLink}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextField
        label={t('details:freshLink.label')}
        help={t('details:freshLink.help')}
        value={url}
        error={error}
        onChange={(value) => {
          setUrl(value)
          setError(null)
        }}
        beside={
          <Button type="submit" isDisabled={url.trim() === ''}>
            {t('details:freshLink.use')}
          </Button>
        }
      />
    </form>
  )
}
