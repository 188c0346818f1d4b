import { useState } from 'react'
import { mostQueueNameCharacters, noSchedule, type Queue, settingsSchema } from '../../../src-preload/contract/index.ts'
import { problemText } from '../../state/error-text.ts'
import { queueName } from '../../state/queue-name.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useSending } from '../../state/use-sending.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { QuantityField } from '../../ui/quantity-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { OwnSchedule } from '../schedule/own-schedule.tsx'

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
  const { isSending, problem, forgetProblem, send } = useSending()
  const isDefault = queue?.id === 'default'
  const isNamed = isDefault || name.trim() !== ''

  const submit = async () => {
    if (!isNamed) return
    const wanted = { name: name.trim(), slots, paused, schedule }
    const isDone = await send(() => (queue === null ? commands.addQueue(wanted) : commands.updateQueue(queue.id, wanted)))
    if (isDone) onClose()
  }

  const isTaken = problem?.code === 'CONFLICT' && typeof problem.params.name === 'string'
  const tooMany = problem?.code === 'CONFLICT' && typeof problem.params.maximum === 'number' ? t('common:queue.tooMany') : null
  return (
    <FormDialog
      title={queue === null ? t('common:queue.addTitle') : t('common:queue.editTitle')}
      submitLabel={queue === null ? t('common:queue.create') : t('common:queue.save')}
      size={schedule?.enabled === true ? 'large' : 'small'}
      problem={problem === null || isTaken ? null : (tooMany ?? problemText(t, problem))}
      isIncomplete={!isNamed}
      isPending={isSending}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField
        label={t('common:queue.name')}
        value={name}
        onChange={(value) => {
          setName(value.slice(0, mostQueueNameCharacters))
          forgetProblem()
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
    </FormDialog>
  )
}
