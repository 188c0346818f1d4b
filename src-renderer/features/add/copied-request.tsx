import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import styles from './add-dialog.module.css'

interface CopiedRequestProps {
  readonly text: string
  readonly onClose: () => void
}

/** Says that the text is a whole request, and leads to where its cookies are taken too; from there it comes back as a link. */
export function CopiedRequest({ text, onClose }: CopiedRequestProps) {
  const { sessions } = useCore()
  const t = useText()
  return (
    <div className={styles.request}>
      <p role="status">{t('add:request.text')}</p>
      <Button
        onPress={() => {
          onClose()
          sessions.open({ kind: 'import', sessionId: null, seeker: null, text })
        }}
      >
        {t('add:request.use')}
      </Button>
    </div>
  )
}
