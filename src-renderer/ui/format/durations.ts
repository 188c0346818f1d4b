const minute = 60
const hour = 3_600
const day = 86_400

/** Writes durations of one locale. */
export function createDurationFormat(locale: string) {
  const unit = (name: string) => {
    const format = new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 1 })
    return (value: number) => format.format(value)
  }
  const days = unit('day')
  const hours = unit('hour')
  const minutes = unit('minute')
  const seconds = unit('second')
  const two = (value: number) => String(value).padStart(2, '0')

  return {
    /** Time left as a clock, `0:42`, `12:05`, `3:20:11`; from one day on in words. */
    clock(durationSeconds: number): string {
      const whole = Math.max(0, Math.ceil(durationSeconds))
      if (whole >= day) return pair(days(Math.floor(whole / day)), Math.floor((whole % day) / hour), hours)
      const clockSeconds = two(whole % minute)
      if (whole < hour) return `${Math.floor(whole / minute)}:${clockSeconds}`
      return `${Math.floor(whole / hour)}:${two(Math.floor((whole % hour) / minute))}:${clockSeconds}`
    },
    /** A duration in words, of its two largest units: `2 hr 5 min`, `1.5 sec`. */
    words(durationSeconds: number): string {
      const value = Math.max(0, durationSeconds)
      if (value < minute) return seconds(value)
      const whole = Math.round(value)
      if (whole < hour) return pair(minutes(Math.floor(whole / minute)), whole % minute, seconds)
      if (whole < day) return pair(hours(Math.floor(whole / hour)), Math.floor((whole % hour) / minute), minutes)
      return pair(days(Math.floor(whole / day)), Math.floor((whole % day) / hour), hours)
    },
  }
}

function pair(large: string, rest: number, small: (value: number) => string): string {
  return rest === 0 ? large : `${large} ${small(rest)}`
}
