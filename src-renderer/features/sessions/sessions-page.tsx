import { TabList, TabPanel, Tabs } from 'react-aria-components'
import { sessionTabs } from '../../state/session-view.ts'
import { showSessions } from '../../state/show-page.ts'
import { useCore, useView } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { SectionTab } from '../../ui/section-tab.tsx'
import { CredentialsPanel } from './credentials-panel.tsx'
import styles from './sessions.module.css'
import { SessionsPanel } from './sessions-panel.tsx'

/** With what Staffel signs in at servers: sessions, and user names with their passwords. */
export function SessionsPage() {
  const { view } = useCore()
  const t = useText()
  const shown = useView((state) => state.sessions.tab)
  return (
    <section id="sessions" className={styles.page} aria-label={t('sessions:title')} tabIndex={-1}>
      <Tabs
        className={styles.tabs ?? ''}
        selectedKey={shown}
        onSelectionChange={(key) => {
          const tab = sessionTabs.find((candidate) => candidate === key)
          if (tab !== undefined) showSessions(view, { tab })
        }}
      >
        <TabList aria-label={t('sessions:tabs')} className={styles.tabList ?? ''}>
          {sessionTabs.map((tab) => (
            <SectionTab key={tab} id={tab}>
              {t(`sessions:tab.${tab}`)}
            </SectionTab>
          ))}
        </TabList>
        <TabPanel id="sessions" className={styles.panel ?? ''}>
          <SessionsPanel />
        </TabPanel>
        <TabPanel id="credentials" className={styles.panel ?? ''}>
          <CredentialsPanel />
        </TabPanel>
      </Tabs>
    </section>
  )
}
