import { useView } from '../state/use-core.tsx'
import { useText } from '../state/use-text.ts'

/** Names what the table shows, for those who move by headings, and the window's title. */
export function PageHeading() {
  const t = useText()
  const { view, directory } = useView((state) => state.query)
  const name = directory ?? t(`common:view.${view}`)
  return (
    <>
      <title>{`${name} – ${t('common:appName')}`}</title>
      <h1 className="visually-hidden">{name}</h1>
    </>
  )
}
