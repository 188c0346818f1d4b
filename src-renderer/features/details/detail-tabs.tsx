import type { ReactNode } from 'react'
import { TabList, TabPanel, Tabs } from 'react-aria-components'
import { SectionTab } from '../../ui/section-tab.tsx'
import styles from './transfer.module.css'

interface DetailTabsProps {
  readonly label: string
  readonly tabs: readonly { readonly id: string; readonly name: string; readonly content: ReactNode }[]
}

/** The parts of the details, one at a time: what is not shown is not asked for. */
export function DetailTabs({ label, tabs }: DetailTabsProps) {
  return (
    <Tabs className={styles.tabs ?? ''}>
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
