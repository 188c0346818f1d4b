import { LogIn } from 'lucide-react'
import { useCore } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'

interface SignInHelpProps {
  readonly jobId: string
  /** Null: the job as a whole. */
  readonly episodeId: string | null
}

/** The way to the sign-in that something waits for. */
export function SignInHelp({ jobId, episodeId }: SignInHelpProps) {
  const { sessions } = useCore()
  const t = useText()
  return (
    <Button variant="primary" icon={<LogIn aria-hidden />} onPress={() => void sessions.seek(jobId, episodeId)}>
      {t('table:remedy.signIn')}
    </Button>
  )
}
