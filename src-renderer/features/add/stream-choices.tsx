import type { Inspection } from '../../../src-preload/contract/index.ts'
import { useFormat, useText } from '../../state/use-text.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Select } from '../../ui/select.tsx'
import styles from './inspection.module.css'
import { streamLabel } from './stream-label.ts'

type Choice = Inspection['choices'][number]

interface StreamChoicesProps {
  readonly choices: readonly Choice[]
  readonly chosen: ReadonlySet<string>
  readonly onChange: (chosen: ReadonlySet<string>) => void
}

/** What the source itself would take. */
export function defaultChoices(choices: readonly Choice[]): ReadonlySet<string> {
  return new Set(choices.filter(({ isDefault }) => isDefault).map(({ id }) => id))
}

/** One quality, and any languages and subtitles of a stream. */
export function StreamChoices({ choices, chosen, onChange }: StreamChoicesProps) {
  const t = useText()
  const format = useFormat()
  const of = (kind: Choice['kind']) => choices.filter((choice) => choice.kind === kind)
  const videos = of('video')
  const video = videos.find(({ id }) => chosen.has(id)) ?? videos[0]
  const nameOf = (choice: Choice) => streamLabel(t, format, choice)
  return (
    <div className={styles.options}>
      {video !== undefined && (
        <Select
          label={t('sources:stream.video')}
          value={video.id}
          options={videos.map((choice) => ({ value: choice.id, label: nameOf(choice) }))}
          onChange={(id) => onChange(new Set([...[...chosen].filter((other) => !videos.some((own) => own.id === other)), id]))}
        />
      )}
      {(['audio', 'subtitles'] as const).map((kind) => {
        const offered = of(kind)
        return (
          offered.length > 0 && (
            <fieldset key={kind} className={styles.group}>
              <legend>{t(`sources:stream.${kind}`)}</legend>
              {offered.map((choice) => (
                <Checkbox
                  key={choice.id}
                  isSelected={chosen.has(choice.id)}
                  onChange={(isTaken) => {
                    const next = new Set(chosen)
                    if (isTaken) next.add(choice.id)
                    else next.delete(choice.id)
                    onChange(next)
                  }}
                >
                  {nameOf(choice)}
                </Checkbox>
              ))}
              <p role="status" className={styles.note}>
                {!offered.some(({ id }) => chosen.has(id)) && kind === 'audio' && t('sources:stream.ownAudio')}
              </p>
            </fieldset>
          )
        )
      })}
    </div>
  )
}
