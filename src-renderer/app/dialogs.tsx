import { AddDialog } from '../features/add/add-dialog.tsx'
import { RemovalDialog } from '../features/removal/removal-dialog.tsx'
import { SettingsDialog } from '../features/settings/settings-dialog.tsx'
import { useCore, useView } from '../state/use-core.tsx'
import { assertNever } from '../ui/assert-never.ts'

/** The one dialog that is open, if any. */
export function Dialogs() {
  const { view } = useCore()
  const dialog = useView((state) => state.dialog)
  const onClose = () => view.setState({ dialog: null })
  if (dialog === null) return null
  switch (dialog.kind) {
    case 'add':
      return <AddDialog text={dialog.text} onClose={onClose} />
    case 'settings':
      return <SettingsDialog onClose={onClose} />
    case 'remove':
      return <RemovalDialog facts={dialog.facts} deleteFiles={dialog.deleteFiles} onClose={onClose} />
    default:
      return assertNever(dialog)
  }
}
