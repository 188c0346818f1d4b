import { useRef, useState } from 'react'
import { classNames } from '../ui/class-names.ts'
import { FactTable } from '../ui/fact-table.tsx'
import { Page } from '../ui/page.tsx'
import { PageScroll } from '../ui/page-scroll.tsx'
import placed from '../ui/placed-rows.module.css'
import { ColumnHeader, HeadRow, PlacedRow, RowBody, RowCell } from '../ui/placed-rows.tsx'
import { SectionTabs } from '../ui/section-tabs.tsx'
import { usePlacedRows } from '../ui/use-placed-rows.ts'
import styles from './gallery.module.css'
import { Specimen, Specimens } from './specimen.tsx'

const hosts = [
  { host: 'files.example.org', files: 412 },
  { host: 'mirror.example.net', files: 38 },
]

const total = 10_000

export function PagesSection() {
  const [shown, setShown] = useState<'hosts' | 'files'>('hosts')
  const facts = (
    <FactTable
      label="By host"
      head={
        <>
          <th scope="col">Host</th>
          <th scope="col">Files</th>
        </>
      }
    >
      {hosts.map(({ host, files }) => (
        <tr key={host}>
          <th scope="row">{host}</th>
          <td>{files}</td>
        </tr>
      ))}
    </FactTable>
  )
  const tabs = [
    { id: 'hosts', name: 'By host', content: <PageScroll>{facts}</PageScroll> },
    { id: 'files', name: 'Files', content: <FileRows /> },
  ] as const
  return (
    <Specimens>
      <Specimen name="Page · with tabs, a table of facts, and placed rows" isWide>
        <div className={styles.tall}>
          <Page id="specimen-page" label="Report">
            <SectionTabs of="page" label="Parts of the report" tabs={tabs} kept={{ shown, onShow: setShown }} />
          </Page>
        </div>
      </Specimen>
      <Specimen name="Placed rows · of ten thousand those in sight exist" isWide>
        <div className={styles.tall}>
          <FileRows />
        </div>
      </Specimen>
    </Specimens>
  )
}

function FileRows() {
  const scroller = useRef<HTMLDivElement>(null)
  const { rows, height } = usePlacedRows({ scroller, count: total, overscan: 4 })
  return (
    // biome-ignore lint/a11y/useSemanticElements: the rows are placed by hand, which table elements do not allow.
    <div
      ref={scroller}
      role="table"
      className={classNames(placed.scroller, styles.grid)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it holds nothing else to focus, and must scroll by keyboard.
      tabIndex={0}
      aria-label="Files that ended"
      aria-rowcount={total + 1}
    >
      <HeadRow>
        <ColumnHeader>No.</ColumnHeader>
        <ColumnHeader>Name</ColumnHeader>
      </HeadRow>
      <RowBody height={height}>
        {rows.map(({ key, index, top }) => (
          <PlacedRow key={key} index={index} top={top}>
            <RowCell role="cell">{index + 1}</RowCell>
            <RowCell role="cell">{`scan-${index + 1}.pdf`}</RowCell>
          </PlacedRow>
        ))}
      </RowBody>
    </div>
  )
}
