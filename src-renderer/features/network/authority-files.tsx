import { Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { TlsSettings } from '../../../src-preload/contract/index.ts'
import { problemText } from '../../state/error-text.ts'
import { issuesOf } from '../../state/problem.ts'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { Entries } from './entries.tsx'
import styles from './network.module.css'

/** Files with certificates of authorities that are trusted besides the usual ones. */
export function AuthorityFiles({ caFiles }: Pick<TlsSettings, 'caFiles'>) {
  const { commands } = useCore()
  const t = useText()
  const [path, setPath] = useState('')
  const [error, setError] = useState<string | null>(null)
  const keep = async (next: readonly string[]): Promise<boolean> => {
    const problem = await commands.changeSettings({ tls: { caFiles: [...next] } })
    const issue = problem === null ? undefined : issuesOf(problem)[0]
    if (issue?.reason === 'unreadable' || issue?.reason === 'invalid') setError(t(`network:ca.${issue.reason}`))
    else setError(problem === null ? null : problemText(t, problem))
    return problem === null
  }
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const file = path.trim()
    if (file === '') return
    if (await keep([...caFiles.filter((known) => known !== file), file])) setPath('')
  }
  return (
    <Entries
      label={t('network:ca.label')}
      help={t('network:ca.help')}
      empty={t('network:ca.empty')}
      items={caFiles.map((file) => (
        <li key={file} className={styles.entry}>
          <bdi className={styles.text}>{file}</bdi>
          <IconButton
            label={t('network:ca.remove', { path: file })}
            icon={<Trash2 />}
            onPress={() => void keep(caFiles.filter((known) => known !== file))}
          />
        </li>
      ))}
    >
      <form onSubmit={(event) => void add(event)}>
        <TextField
          label={t('network:ca.file')}
          help={t('network:ca.fileHelp')}
          value={path}
          error={error}
          onChange={(value) => {
            setPath(value)
            setError(null)
          }}
          beside={
            <Button type="submit" isDisabled={path.trim() === ''}>
              {t('network:ca.add')}
            </Button>
          }
        />
      </form>
    </Entries>
  )
}
