import type { ReactNode } from 'react'
import { TabList, TabPanel, Tabs } from 'react-aria-components'
import { SectionTab } from './section-tab.tsx'
import styles from './section-tabs.module.css'

interface SectionTabsProps<Id extends string> {
  readonly label: string
  readonly tabs: readonly { readonly id: Id; readonly name: string; readonly content: ReactNode }[]
  /** The parts of a whole page, or of a panel that scrolls by itself. */
  readonly of: 'page' | 'panel'
  /** Which part is shown, where somebody else keeps it. */
  readonly kept?: { readonly shown: Id; readonly onShow: (id: Id) => void }
}

/** Parts of which one is shown at a time: the others are not there, and ask for nothing. */
export function SectionTabs<Id extends string>({ label, tabs, of, kept }: SectionTabsProps<Id>) {
  const selection = kept && {
    selectedKey: kept.shown,
    onSelectionChange: (key: string | number) => {
      const tab = tabs.find(({ id }) => id === key)
      if (tab !== undefined) kept.onShow(tab.id)
    },
  }
  return (
    <Tabs className={styles[of] ?? ''} {...selection}>
      <TabList aria-label={label} className={styles.list ?? ''}>
        {tabs.map(({ id, name }) => (
          <SectionTab key={id} id={id}>
            {name}
          </SectionTab>
        ))}
      </TabList>
      {tabs.map(({ id, content }) => (
        <TabPanel key={id} id={id} className={styles.part ?? ''}>
          {content}
        </TabPanel>
      ))}
    </Tabs>
  )
}
