import type { KeyboardEvent } from 'react'
import { candidateKinds } from '../../../src-preload/contract/index.ts'
import type { FilterField, FilterFields, ReadFilter } from '../../state/candidate-filter.ts'
import { useText } from '../../state/use-text.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './filter-bar.module.css'

interface FilterBarProps {
  readonly fields: FilterFields
  readonly wrong: ReadFilter['wrong']
  /** What the core says against the expression; null where nothing. */
  readonly expressionError: string | null
  readonly onChange: (patch: Partial<FilterFields>) => void
}

/** Which candidates are meant: words and kinds at once, the rest for those who want it. */
export function FilterBar({ fields, wrong, expressionError, onChange }: FilterBarProps) {
  const t = useText()
  const number = (field: Exclude<FilterField, 'expression'>) => ({
    value: fields[field],
    onChange: (value: string) => onChange({ [field]: value }),
    error: wrong.has(field) ? t('sources:filter.wrongNumber') : null,
  })
  return (
    <div className={styles.filter} onKeyDownCapture={withoutSubmit}>
      <div className={styles.first}>
        <TextField
          label={t('sources:filter.text')}
          value={fields.text}
          placeholder={t('sources:filter.textPlaceholder')}
          onChange={(text) => onChange({ text })}
        />
        <Select
          label={t('sources:filter.kind')}
          value={fields.kind ?? 'all'}
          options={[
            { value: 'all' as const, label: t('sources:filter.allKinds') },
            ...candidateKinds.map((kind) => ({ value: kind, label: t(`sources:candidate.${kind}`) })),
          ]}
          onChange={(kind) => onChange({ kind: kind === 'all' ? null : kind })}
        />
        <div className={styles.only}>
          <Checkbox isSelected={fields.isNew} onChange={(isNew) => onChange({ isNew })}>
            {t('sources:filter.isNew')}
          </Checkbox>
        </div>
      </div>
      <Disclosure title={t('sources:filter.more')}>
        <div className={styles.more}>
          <TextField
            className={styles.long}
            label={t('sources:filter.expression')}
            value={fields.expression}
            placeholder={t('sources:filter.expressionPlaceholder')}
            onChange={(expression) => onChange({ expression })}
            error={wrong.has('expression') ? t('errors:input.expression') : expressionError}
          />
          <TextField
            className={styles.long}
            label={t('sources:filter.extensions')}
            value={fields.extensions}
            placeholder={t('sources:filter.extensionsPlaceholder')}
            onChange={(extensions) => onChange({ extensions })}
          />
          <TextField label={t('sources:filter.minSize')} {...number('minSize')} />
          <TextField label={t('sources:filter.maxSize')} {...number('maxSize')} />
          <TextField label={t('sources:filter.from')} {...number('from')} />
          <TextField label={t('sources:filter.to')} {...number('to')} />
          <Select
            label={t('sources:filter.limit')}
            value={fields.limit}
            options={(['none', 'first', 'newest'] as const).map((value) => ({
              value,
              label: t(`sources:filter.limits.${value}`),
            }))}
            onChange={(limit) => onChange({ limit, ...(limit !== 'none' && fields.limitCount === '' && { limitCount: '10' }) })}
          />
          {fields.limit !== 'none' && <TextField label={t('sources:filter.limitCount')} {...number('limitCount')} />}
        </div>
      </Disclosure>
    </div>
  )
}

/** Enter in a field that only filters must not add anything. */
export function withoutSubmit(event: KeyboardEvent): void {
  if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && event.target instanceof HTMLInputElement)
    event.preventDefault()
}
