import { Download, TriangleAlert } from 'lucide-react'
import { Bar } from '../ui/bar.tsx'
import { Button } from '../ui/button.tsx'
import { CutName } from '../ui/cut-name.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Empty } from '../ui/empty.tsx'
import { createFormat } from '../ui/format/index.ts'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { Sparkline } from '../ui/sparkline.tsx'
import { Steady } from '../ui/steady.tsx'
import { TimeChart } from '../ui/time-chart.tsx'
import { ToneIcon } from '../ui/tone-icon.tsx'
import styles from './gallery.module.css'
import { Specimen, Specimens } from './specimen.tsx'

const tones = ['active', 'waiting', 'paused', 'good', 'bad', 'attention'] as const
const progress = [
  { tone: 'active', value: 35 },
  { tone: 'active', value: null },
  { tone: 'idle', value: 60 },
  { tone: 'good', value: 100 },
  { tone: 'bad', value: 80 },
] as const
const speeds = Array.from({ length: 60 }, (_, second) => 4_000_000 * (1 + Math.sin(second / 6)))
const minutes = speeds.map((_, minute) => 1_800_000_000 + 60 * minute)
const bars = ['plain', 'warn', 'bad'] as const
const formats = ['en-US', 'de-DE'].map((locale) => ({ locale, format: createFormat(locale) }))

export function SignsSection() {
  return (
    <Specimens>
      <Specimen name="ToneIcon · each state has a shape of its own">
        {tones.map((tone) => (
          <span key={tone} className={styles.row}>
            <ToneIcon tone={tone} /> {tone}
          </span>
        ))}
      </Specimen>
      <Specimen name="ProgressBar · known, unknown, idle, good, bad">
        {progress.map(({ tone, value }) => (
          <ProgressBar key={`${tone} ${value}`} tone={tone} value={value} />
        ))}
      </Specimen>
      <Specimen name="Sparkline · a minute, and nothing yet">
        <div className={styles.row}>
          <Sparkline values={speeds} />
          <Sparkline values={[]} />
          <Sparkline values={speeds} width={240} height={48} />
        </div>
      </Specimen>
      <Specimen name="TimeChart · two lines told apart by more than their colours, and a gap">
        <TimeChart
          label="Speed"
          summary="Around 4 MB/s for an hour."
          times={minutes}
          from={minutes[0] ?? 0}
          to={minutes.at(-1) ?? 0}
          series={[
            { label: 'All', values: speeds, tone: 'accent', isFilled: true },
            {
              label: 'One',
              values: speeds.map((speed, at) => (at > 20 && at < 28 ? null : speed / 3)),
              tone: 'good',
              isDashed: true,
            },
          ]}
          formatValue={(value) => formats[0]?.format.speed(value) ?? ''}
          formatTime={(seconds) => new Date(seconds * 1_000).toISOString().slice(11, 16)}
        />
      </Specimen>
      <Specimen name="CutName · whole, and in a narrow place">
        <CutName name="Night Trains, Episode 7" />
        <span className={styles.narrow}>
          <CutName name="Parish of Lindau, 1780–1812, deed 0042.jpg" isStrong />
        </span>
      </Specimen>
      <Specimen name="Steady · running numbers, flush right">
        {[999, 1_000, 123_456_789].map((bytes) => (
          <Steady key={bytes}>{formats[0]?.format.bytes(bytes) ?? ''}</Steady>
        ))}
      </Specimen>
      {formats.map(({ locale, format }) => (
        <Specimen key={locale} name={`Formats · ${locale}`}>
          <span>{format.count(250_000)}</span>
          <span>{format.bytes(3_141_592_653)}</span>
          <span>{format.day('2026-11-23T00:00:00Z')}</span>
          <span>{format.clock(5_025)}</span>
        </Specimen>
      ))}
      {bars.map((tone) => (
        <Specimen key={tone} name={`Bar · ${tone}`} isWide>
          <Bar tone={tone} icon={<TriangleAlert aria-hidden />} text="The connection to Staffel is lost.">
            <Button>Try again</Button>
          </Bar>
        </Specimen>
      ))}
      <Specimen name="Empty · with what can be done">
        <Empty icon={<Download aria-hidden />} title="No downloads yet" text="Paste links anywhere to add them.">
          <Button variant="primary">Add downloads</Button>
        </Empty>
      </Specimen>
      <Specimen name="Disclosure · closed, and open">
        <Disclosure title="More filters">What only some want to see.</Disclosure>
        <Disclosure title="Why 1 was skipped" isOpen>
          What only some want to see.
        </Disclosure>
      </Specimen>
    </Specimens>
  )
}
