import { PauseCircle, Unplug } from 'lucide-react'
import { useCore, useLive } from '../state/use-core.tsx'
import { useText } from '../state/use-text.ts'
import { Button } from '../ui/button.tsx'
import styles from './app.module.css'

/** What holds for everything in the window: no connection, or a paused queue. */
export function Banners() {
  const { commands } = useCore()
  const t = useText()
  const connection = useLive((state) => state.connection)
  const isPaused = useLive((state) => state.stats?.paused ?? false)
  const hasNews = connection === 'lost' || connection === 'denied'
  return (
    <div role="status">
      {hasNews && (
        <div className={styles.banner}>
          <Unplug aria-hidden />
          <span className={styles.bannerText}>{t(`common:connection.${connection}`)}</span>
        </div>
      )}
      {!hasNews && isPaused && (
        <div className={styles.banner}>
          <PauseCircle aria-hidden />
          <span className={styles.bannerText}>{t('common:queuePaused.text')}</span>
          <Button onPress={() => void commands.resumeQueue()}>{t('common:queuePaused.resume')}</Button>
        </div>
      )}
    </div>
  )
}
