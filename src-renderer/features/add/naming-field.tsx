import { nameFields } from '../../../src-preload/contract/index.ts'
import { useText } from '../../state/use-text.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { withoutSubmit } from './filter-bar.tsx'
import styles from './inspection.module.css'

interface NamingFieldProps {
  readonly value: string
  /** Whether it is no template. */
  readonly isWrong: boolean
  readonly onChange: (template: string) => void
}

/** How files are named, and what the names may be made of. */
export function NamingField({ value, isWrong, onChange }: NamingFieldProps) {
  const t = useText()
  return (
    <div className={styles.naming} onKeyDownCapture={withoutSubmit}>
      <TextField
        label={t('sources:naming.label')}
        value={value}
        placeholder={t('sources:naming.placeholder')}
        onChange={onChange}
        error={isWrong ? t('errors:input.candidateTemplate') : null}
      />
      <Disclosure title={t('sources:naming.fields')}>
        <dl className={styles.fields}>
          {nameFields.map((field) => (
            <div key={field}>
              <dt>
                <code>{`{${field}}`}</code>
              </dt>
              <dd>{t(`sources:naming.field.${field}`)}</dd>
            </div>
          ))}
        </dl>
        <p className={styles.soft}>{t('sources:naming.zeros')}</p>
      </Disclosure>
    </div>
  )
}
