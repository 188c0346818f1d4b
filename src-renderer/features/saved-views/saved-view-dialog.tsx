import { useState } from 'react'
import { mostSavedViews, mostViewNameCharacters, type SavedView } from '../../../src-preload/contract/index.ts'
import { problemText } from '../../state/error-text.ts'
import { savedQueryOf } from '../../state/list-query.ts'
import { newId } from '../../state/new-id.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useSending } from '../../state/use-sending.ts'
import { useText } from '../../state/use-text.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'

interface SavedViewDialogProps {
  /** Null: what the list shows now becomes one. */
  readonly saved: SavedView | null
  readonly onClose: () => void
}

/** Gives a list a name, or another one. */
export function SavedViewDialog({ saved, onClose }: SavedViewDialogProps) {
  const { memory, view } = useCore()
  const t = useText()
  const others = useLive((state) => (state.memory?.savedViews ?? []).filter(({ id }) => id !== saved?.id))
  const [name, setName] = useState(saved?.name ?? '')
  const { isSending, problem, send } = useSending()
  const trimmed = name.trim()
  const isTaken = others.some((other) => other.name === trimmed)
  const isFull = saved === null && others.length >= mostSavedViews
  const submit = async () => {
    if (trimmed === '' || isTaken || isFull) return
    const next = saved ?? { id: newId(), query: savedQueryOf(view.getState().query) }
    if (await send(() => memory.saveView({ ...next, name: trimmed }))) onClose()
  }
  const full = isFull ? t('command:views.tooMany', { most: mostSavedViews }) : null
  return (
    <FormDialog
      title={t(saved === null ? 'command:views.saveTitle' : 'command:views.renameTitle')}
      submitLabel={t('command:views.confirm')}
      problem={problem === null ? full : problemText(t, problem)}
      isIncomplete={trimmed === '' || isTaken || isFull}
      isPending={isSending}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField
        label={t('command:views.name')}
        value={name}
        onChange={(value) => setName(value.slice(0, mostViewNameCharacters))}
        help={t('command:views.help')}
        error={isTaken ? t('command:views.nameTaken') : null}
        autoFocus
      />
    </FormDialog>
  )
}
