/** Samples of the sparkline, oldest first, one a second; always of the same length, so that the line moves evenly. */
export type SpeedHistory = readonly number[]

const samples = 60
export const nothingMeasured: SpeedHistory = new Array<number>(samples).fill(0)

export function addSample(history: SpeedHistory, bytesPerSecond: number): SpeedHistory {
  return [...history.slice(1), bytesPerSecond]
}
