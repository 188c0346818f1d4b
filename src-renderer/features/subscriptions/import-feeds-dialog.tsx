import { useState } from 'react'
import type { OpmlList } from '../../../src-preload/contract/index.ts'
import { problemText } from '../../state/error-text.ts'
import { useCore } from '../../state/use-core.tsx'
import { useSending } from '../../state/use-sending.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Select } from '../../ui/select.tsx'
import { TextIntake } from '../sessions/text-intake.tsx'
import styles from './import-feeds.module.css'
import { ListedFeedLine } from './listed-feed-line.tsx'
import { intervalOptions, type Start, startOptions, startWith, usualInterval } from './subscription-choices.ts'
import { useFeedImport } from './use-feed-import.ts'

/** A list of feeds that another program has written: read, chosen from, and subscribed to. */
export function ImportFeedsDialog({ onClose }: { readonly onClose: () => void }) {
  const { subscriptions } = useCore()
  const t = useText()
  const format = useFormat()
  const [text, setText] = useState('')
  const [list, setList] = useState<OpmlList | null>(null)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [start, setStart] = useState<Start>('none')
  const [intervalMinutes, setInterval] = useState(usualInterval)
  const { isSending, problem, forgetProblem, send } = useSending()
  const { outcomes, isRunning, run } = useFeedImport()
  const counted = (count: number) => ({ count, formatted: format.count(count) })

  if (list === null) {
    const read = () =>
      send(async () => {
        const { value, problem: refused } = await subscriptions.readList(text)
        if (value !== null) setList(value)
        return refused
      })
    return (
      <FormDialog
        title={t('subscriptions:import.title')}
        submitLabel={t('subscriptions:import.read')}
        size="large"
        problem={problem === null ? null : problemText(t, problem)}
        isIncomplete={text.trim() === ''}
        isPending={isSending}
        onSubmit={() => void (text.trim() !== '' && read())}
        onClose={onClose}
      >
        <TextIntake
          label={t('subscriptions:import.field')}
          help={t('subscriptions:import.help')}
          placeholder={t('subscriptions:import.placeholder')}
          value={text}
          onChange={(value) => {
            setText(value)
            forgetProblem()
          }}
        />
      </FormDialog>
    )
  }

  const open = list.feeds.filter(({ url, subscriptionId }) => subscriptionId === null && outcomes.get(url)?.kind !== 'done')
  const chosen = open.filter(({ url }) => !left.has(url))
  const done = [...outcomes.values()].filter(({ kind }) => kind === 'done').length
  const failed = [...outcomes.values()].filter(({ kind }) => kind === 'failed').length
  const choose = (urls: readonly string[], isChosen: boolean) =>
    setLeft((before) => {
      const next = new Set(before)
      for (const url of urls) isChosen ? next.delete(url) : next.add(url)
      return next
    })
  const all = open.map(({ url }) => url)
  const news =
    outcomes.size > 0
      ? [
          t('subscriptions:import.done', counted(done)),
          ...(failed > 0 ? [t('subscriptions:import.failed', counted(failed))] : []),
        ]
      : [
          t('subscriptions:import.found', counted(list.feeds.length)),
          ...(list.skipped > 0 ? [t('sources:skipped', counted(list.skipped))] : []),
        ]
  return (
    <FormDialog
      title={t('subscriptions:import.title')}
      submitLabel={isRunning ? t('subscriptions:import.running') : t('subscriptions:import.subscribe', counted(chosen.length))}
      cancelLabel={done > 0 ? t('common:dialog.close') : t('common:dialog.cancel')}
      size="large"
      isIncomplete={chosen.length === 0 && outcomes.size === 0}
      isPending={isRunning}
      gridClass={styles.form}
      onSubmit={() => void run(chosen, { intervalMinutes, startWith: startWith(start) })}
      onClose={onClose}
    >
      <div className={styles.bar}>
        <p role="status">{news.join(' · ')}</p>
        <span className={styles.buttons}>
          <Button onPress={() => choose(all, true)}>{t('sources:chooseAll')}</Button>
          <Button onPress={() => choose(all, false)}>{t('sources:chooseNone')}</Button>
        </span>
      </div>
      <ul className={styles.feeds} aria-label={t('subscriptions:import.feeds')}>
        {list.feeds.map((feed) => (
          <ListedFeedLine
            key={feed.url}
            feed={feed}
            outcome={outcomes.get(feed.url) ?? null}
            isChosen={!left.has(feed.url)}
            onChoose={(isChosen) => choose([feed.url], isChosen)}
          />
        ))}
      </ul>
      <div className={styles.choices}>
        <Select label={t('subscriptions:dialog.start')} value={start} options={startOptions(t)} onChange={setStart} />
        <Select
          label={t('subscriptions:dialog.interval')}
          value={intervalMinutes}
          options={intervalOptions(format, intervalMinutes)}
          onChange={setInterval}
        />
      </div>
    </FormDialog>
  )
}
