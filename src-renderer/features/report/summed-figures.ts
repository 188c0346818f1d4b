import type { Figures } from '../../../src-preload/contract/index.ts'

/** Several figures as one. */
export function summedFigures(all: readonly Figures[]): Figures {
  const sum = (of: (figures: Figures) => number) => all.reduce((total, figures) => total + of(figures), 0)
  const [files, failed, bytes] = [sum((one) => one.files), sum((one) => one.failed), sum((one) => one.bytes)]
  const activeMs = sum((one) => one.activeMs)
  return {
    files,
    failed,
    retries: sum((one) => one.retries),
    bytes,
    activeMs,
    meanSpeed: activeMs === 0 ? null : (bytes * 1_000) / activeMs,
    successRate: files + failed === 0 ? null : files / (files + failed),
  }
}
