import { Bell } from 'lucide-react'
import { useState } from 'react'
import { DialogTrigger, Popover } from 'react-aria-components'
import { useLive } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { IconButton } from '../../ui/button.tsx'
import { NoticeCenter } from './notice-center.tsx'
import styles from './notices.module.css'

/** From here on a number says no more. */
const mostShown = 99

/** Opens what was told while nobody looked; says how much of it is new. */
export function NoticeBell() {
  const t = useText()
  const format = useFormat()
  const unread = useLive((state) => state.unreadNotices)
  const [isOpen, setOpen] = useState(false)
  const label = unread === 0 ? t('notices:label') : t('signals:center.unread', { count: unread, formatted: format.count(unread) })
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <span className={styles.bell}>
        <IconButton label={label} icon={<Bell />} />
        {unread > 0 && (
          <span className={styles.badge} aria-hidden>
            {unread > mostShown ? `${format.count(mostShown)}+` : format.count(unread)}
          </span>
        )}
      </span>
      <Popover className={styles.popover ?? ''} placement="top end" offset={6}>
        <NoticeCenter onDone={() => setOpen(false)} />
      </Popover>
    </DialogTrigger>
  )
}
