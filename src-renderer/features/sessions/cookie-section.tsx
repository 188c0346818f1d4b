import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Cookie, Session } from '../../../src-preload/contract/index.ts'
import { isExpired } from '../../state/session-facts.ts'
import { useCore } from '../../state/use-core.tsx'
import { useNow } from '../../state/use-now.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { CookieTable } from './cookie-table.tsx'
import styles from './sessions.module.css'

/** Cookies that are shown at first: a page of a shop may set hundreds. */
const shownCookies = 15

/** The cookies of a session, the ones that an answer changed last first; each can be forgotten. */
export function CookieSection({ session }: { readonly session: Session }) {
  const { commands, sessions } = useCore()
  const t = useText()
  const format = useFormat()
  const now = useNow()
  const [isWhole, setWhole] = useState(false)
  const { id, cookies } = session
  if (cookies.length === 0) return null
  const expired = cookies.filter((cookie) => isExpired(cookie, now))
  const counted = (count: number) => ({ count, formatted: format.count(count) })
  const forget = async (gone: readonly Cookie[]) => {
    const removeCookies = gone.map(({ name, domain, path }) => ({ name, domain, path }))
    const { problem } = await sessions.update(id, { removeCookies })
    if (problem !== null) commands.say({ kind: 'problem', problem })
  }
  return (
    <section className={styles.part} aria-label={t('sessions:cookies.title')}>
      <div className={styles.partHead}>
        <h3>
          {t('sessions:cookies.title')} <span className={styles.count}>{format.count(cookies.length)}</span>
        </h3>
        {expired.length > 0 && (
          <Button variant="quiet" icon={<Trash2 aria-hidden />} onPress={() => void forget(expired)}>
            {t('sessions:cookies.forgetExpired', counted(expired.length))}
          </Button>
        )}
      </div>
      <CookieTable
        cookies={isWhole ? cookies : cookies.slice(0, shownCookies)}
        now={now}
        onForget={(cookie) => void forget([cookie])}
      />
      {!isWhole && cookies.length > shownCookies && (
        <Button variant="quiet" onPress={() => setWhole(true)}>
          {t('sessions:cookies.showAll', counted(cookies.length))}
        </Button>
      )}
    </section>
  )
}
