import type { ReactNode } from 'react'
import { TabList, TabPanel, Tabs } from 'react-aria-components'
import styles from './page.module.css'
import { SectionTab } from './section-tab.tsx'

interface PageTabsProps<Id extends string> {
  readonly label: string
  readonly tabs: readonly { readonly id: Id; readonly name: string; readonly content: ReactNode }[]
  readonly shown: Id
  readonly onShow: (id: Id) => void
}

/** The parts of a page, one at a time. */
export function PageTabs<Id extends string>({ label, tabs, shown, onShow }: PageTabsProps<Id>) {
  return (
    <Tabs
      className={styles.tabs ?? ''}
      selectedKey={shown}
      onSelectionChange={(key) => {
        const tab = tabs.find(({ id }) => id === key)
        if (tab !== undefined) onShow(tab.id)
      }}
    >
      <TabList aria-label={label} className={styles.tabList ?? ''}>
        {tabs.map(({ id, name }) => (
          <SectionTab key={id} id={id}>
            {name}
          </SectionTab>
        ))}
      </TabList>
      {tabs.map(({ id, content }) => (
        <TabPanel key={id} id={id} className={styles.panel ?? ''}>
          {content}
        </TabPanel>
      ))}
    </Tabs>
  )
}
