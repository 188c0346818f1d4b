import { sessionTabs } from '../../state/session-view.ts'
import { showSessions } from '../../state/show-page.ts'
import { useCore, useView } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { Page } from '../../ui/page.tsx'
import { SectionTabs } from '../../ui/section-tabs.tsx'
import { CredentialsPanel } from './credentials-panel.tsx'
import { SessionsPanel } from './sessions-panel.tsx'

/** With what Staffel signs in at servers: sessions, and user names with their passwords. */
export function SessionsPage() {
  const { view } = useCore()
  const t = useText()
  const shown = useView((state) => state.sessions.tab)
  const contents = { sessions: <SessionsPanel />, credentials: <CredentialsPanel /> }
  return (
    <Page id="sessions" label={t('sessions:title')}>
      <SectionTabs
        of="page"
        label={t('sessions:tabs')}
        tabs={sessionTabs.map((id) => ({ id, name: t(`sessions:tab.${id}`), content: contents[id] }))}
        kept={{ shown: shown, onShow: (tab) => showSessions(view, { tab }) }}
      />
    </Page>
  )
}
