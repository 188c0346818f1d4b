import { ListVideo } from 'lucide-react'
import { useState } from 'react'
import type { Subscription, SubscriptionItem } from '../../../src-preload/contract/index.ts'
import { problemText } from '../../state/error-text.ts'
import { showJob } from '../../state/show-job.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useSending } from '../../state/use-sending.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { withoutSubmit } from '../add/filter-bar.tsx'
import { ItemTable } from './item-table.tsx'
import styles from './items-dialog.module.css'
import { useItems } from './use-items.ts'

const views = ['all', 'passed', 'added'] as const

interface ItemsDialogProps {
  /** As it was when the dialog was opened. */
  readonly opened: Subscription
  readonly onClose: () => void
}

/** Everything that a subscription has met in its feed; what was not added can be chosen and added. */
export function ItemsDialog({ opened, onClose }: ItemsDialogProps) {
  const core = useCore()
  const t = useText()
  const format = useFormat()
  const { id, title, jobId, seen, added, checkedAt } = useLive(
    ({ subscriptions }) => subscriptions?.find((subscription) => subscription.id === opened.id) ?? opened,
  )
  const [view, setView] = useState<(typeof views)[number]>('all')
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<ReadonlyMap<string, SubscriptionItem>>(new Map())
  /** How many were added by this dialog, until something else is chosen. */
  const [taken, setTaken] = useState<number | null>(null)
  const { isSending, problem, forgetProblem, send } = useSending()
  const items = useItems({ subscriptionId: id, state: view === 'all' ? null : view, text, news: `${seen} ${added} ${checkedAt}` })

  const choose = (some: readonly SubscriptionItem[], isChosen: boolean) => {
    setChosen((before) => {
      const next = new Map(before)
      for (const item of some) {
        if (isChosen && item.state === 'passed') next.set(item.id, item)
        else next.delete(item.id)
      }
      return next
    })
    setTaken(null)
    forgetProblem()
  }
  const chooseAll = async () => choose(await items.between(0, items.rows.total - 1), true)
  const chooseNone = () => choose([...chosen.values()], false)
  const submit = async () => {
    if (chosen.size === 0) return
    const count = chosen.size
    if (!(await send(() => core.subscriptions.take(id, [...chosen.keys()])))) return
    setChosen(new Map())
    setTaken(count)
  }
  const counted = (count: number) => ({ count, formatted: format.count(count) })
  const emptyBecause = text.trim() !== '' ? 'text' : view === 'all' ? 'nothing' : view
  const told = problem ?? items.problem
  return (
    <FormDialog
      title={t('subscriptions:items.title', { title })}
      size="whole"
      submitLabel={chosen.size === 0 ? t('subscriptions:items.add') : t('subscriptions:items.addChosen', counted(chosen.size))}
      cancelLabel={t('common:dialog.close')}
      actions={
        jobId !== null && (
          <Button
            icon={<ListVideo aria-hidden />}
            onPress={() => {
              onClose()
              void showJob(core, jobId)
            }}
          >
            {t('subscriptions:showJob')}
          </Button>
        )
      }
      problem={told === null ? null : problemText(t, told)}
      isIncomplete={chosen.size === 0 && taken === null}
      isPending={isSending}
      gridClass={styles.form}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <div className={styles.filter} onKeyDownCapture={withoutSubmit}>
        <Segmented
          label={t('subscriptions:items.view')}
          value={view}
          options={views.map((value) => ({ value, label: t(`subscriptions:items.views.${value}`) }))}
          onChange={setView}
        />
        <TextField
          className={styles.search}
          label={t('subscriptions:items.search')}
          value={text}
          placeholder={t('subscriptions:items.searchPlaceholder')}
          onChange={setText}
        />
      </div>
      <ItemTable
        items={items}
        chosen={chosen}
        emptyBecause={emptyBecause}
        onChoose={choose}
        onChooseAll={() => void chooseAll()}
      />
      <div className={styles.totals}>
        <p role="status">
          {taken === null ? <Sum chosen={chosen} total={items.rows.total} /> : t('subscriptions:items.taken', counted(taken))}
        </p>
        <span className={styles.buttons}>
          <Button onPress={() => void chooseAll()}>{t('sources:chooseAll')}</Button>
          <Button onPress={chooseNone}>{t('sources:chooseNone')}</Button>
        </span>
      </div>
    </FormDialog>
  )
}

interface SumProps {
  readonly chosen: ReadonlyMap<string, SubscriptionItem>
  readonly total: number
}

/** `3 chosen · 84 MB`, or how many there are while none is chosen. */
function Sum({ chosen, total }: SumProps) {
  const t = useText()
  const format = useFormat()
  if (chosen.size === 0) return t('subscriptions:items.total', { count: total, formatted: format.count(total) })
  const bytes = [...chosen.values()].reduce((sum, { size }) => sum + (size ?? 0), 0)
  const sum = t('subscriptions:items.chosen', { count: chosen.size, formatted: format.count(chosen.size) })
  return bytes === 0 ? sum : `${sum} · ${format.bytes(bytes)}`
}
