import { useId, useState } from 'react'
import { mostQueueNameCharacters, noSchedule, type Queue, settingsSchema } from '../../../src-preload/contract/index.ts'
import { problemText } from '../../state/error-text.ts'
import type { Problem } from '../../state/problem.ts'
import { queueName } from '../../state/queue-name.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useFormat, useText } from '../../state/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { QuantityField } from '../../ui/quantity-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { OwnSchedule } from '../schedule/own-schedule.tsx'
import styles from './queues.module.css'

const mostSlots = settingsSchema.shape.maxSlots.maxValue ?? 1

interface QueueDialogProps {
  /** Null: a new one. */
  readonly queue: Queue | null
  readonly onClose: () => void
}

/** What a queue is called, how many of it run at once, whether it is held, and when it may run. */
export function QueueDialog({ queue, onClose }: QueueDialogProps) {
  const { commands } = useCore()
  const t = useText()
  const format = useFormat()
  const allSlots = useLive((state) => state.settings?.maxSlots ?? 1)
  const [name, setName] = useState(queue?.name ?? '')
  const [slots, setSlots] = useState(queue?.slots ?? null)
  const [paused, setPaused] = useState(queue?.paused ?? false)
  const [schedule, setSchedule] = useState(queue?.schedule ?? null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isSending, setSending] = useState(false)
  const formId = useId()
  const isDefault = queue?.id === 'default'
  const isNamed = isDefault || name.trim() !== ''

  const submit = async () => {
    if (!isNamed || isSending) return
    const wanted = { name: name.trim(), slots, paused, schedule }
    setSending(true)
    const refused = await (queue === null ? commands.addQueue(wanted) : commands.updateQueue(queue.id, wanted))
    setSending(false)
    if (refused === null) onClose()
    else setProblem(refused)
  }

  const isTaken = problem?.code === 'CONFLICT' && typeof problem.params.name === 'string'
  const isTooMany = problem?.code === 'CONFLICT' && typeof problem.params.maximum === 'number'
  return (
    <Dialog
      title={queue === null ? t('common:queue.addTitle') : t('common:queue.editTitle')}
      closeLabel={t('common:dialog.close')}
      size={schedule?.enabled === true ? 'large' : 'small'}
      onClose={onClose}
      footer={
        <>
          {problem !== null && !isTaken && (
            <p role="alert" className={styles.problem}>
              {isTooMany ? t('common:queue.tooMany') : problemText(t, problem)}
            </p>
          )}
          <Button onPress={onClose}>{t('common:dialog.cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} isDisabled={!isNamed} isPending={isSending}>
            {queue === null ? t('common:queue.create') : t('common:queue.save')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <TextField
          label={t('common:queue.name')}
          value={name}
          onChange={(value) => {
            setName(value.slice(0, mostQueueNameCharacters))
            setProblem(null)
          }}
          placeholder={isDefault ? queueName(t, { name: '' }) : ''}
          error={isTaken ? t('common:queue.nameTaken') : null}
          autoFocus
        />
        <Checkbox
          isSelected={slots !== null}
          onChange={(isOwn) => setSlots(isOwn ? Math.max(1, allSlots) : null)}
          help={t('common:queue.ownSlotsHelp')}
        >
          {t('common:queue.ownSlots')}
        </Checkbox>
        {slots !== null && (
          <QuantityField
            label={t('common:queue.slots')}
            value={slots}
            minimum={0}
            maximum={mostSlots}
            locale={format.locale}
            rangeError={t('details:range', { minimum: format.decimal(0), maximum: format.decimal(mostSlots) })}
            onChange={setSlots}
          />
        )}
        <Checkbox isSelected={paused} onChange={setPaused} help={t('common:queue.pausedHelp')}>
          {t('common:queue.paused')}
        </Checkbox>
        <OwnSchedule
          label={t('common:queue.schedule')}
          help={t('common:queue.scheduleHelp')}
          schedule={schedule}
          onChange={(change) => setSchedule((before) => ({ ...(before ?? noSchedule), ...change }))}
        />
      </form>
    </Dialog>
  )
}
