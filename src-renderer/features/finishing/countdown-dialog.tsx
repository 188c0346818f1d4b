import { useEffect, useState } from 'react'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Steady } from '../../ui/steady.tsx'
import styles from './countdown.module.css'

const tickMs = 250

/** Everything is downloaded: says what happens so soon, and lets it be called off. Nothing else closes it. */
export function CountdownDialog() {
  const whenFinished = useLive((state) => state.stats?.whenFinished ?? null)
  if (whenFinished === null || whenFinished.action === 'nothing' || whenFinished.firesAt === null) return null
  return <Countdown action={whenFinished.action} firesAt={whenFinished.firesAt} />
}

interface CountdownProps {
  readonly action: 'quit' | 'sleep' | 'shutdown'
  readonly firesAt: string
}

function Countdown({ action, firesAt }: CountdownProps) {
  const { commands } = useCore()
  const t = useText()
  const format = useFormat()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(0, Math.ceil((Date.parse(firesAt) - now) / 1_000))
  const callOff = () => void commands.setWhenFinished('nothing')
  return (
    <Dialog
      role="alertdialog"
      title={t('schedule:countdown.title')}
      closeLabel={t('schedule:countdown.cancel')}
      onClose={callOff}
      footer={
        <Button variant="primary" autoFocus onPress={callOff}>
          {t('schedule:countdown.cancel')}
        </Button>
      }
    >
      <p>{t(`schedule:countdown.${action}`)}</p>
      <p className={styles.seconds} role="timer">
        <Steady>{format.clock(seconds)}</Steady>
      </p>
    </Dialog>
  )
}
