import type { ReportHistory, ReportPage, ReportQuery, Settings } from '../../src-preload/contract/index.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { News } from './news.ts'
import { ThroughputKeeper } from './overview/throughput-keeper.ts'
import type { Refusal } from './refusal.ts'
import { Failures } from './report/failures.ts'
import { HistoryKeeper } from './report/history-keeper.ts'
import { LaterRetryKeeper } from './report/later-retry-keeper.ts'
import { reportPage } from './report/report-pages.ts'
import { StatisticsKeeper } from './report/statistics-keeper.ts'
import type { SettingsKeeper } from './settings-keeper.ts'
import type { World } from './world.ts'

interface Parts {
  readonly world: World
  readonly dispatcher: Dispatcher
  readonly news: News
  readonly settings: SettingsKeeper
  readonly lookAtClock: () => void
}

/** What was done and what came of it: the report, the figures, and the failures with their way back. */
export class Reporting {
  readonly failures: Failures
  readonly later: LaterRetryKeeper
  readonly statistics: StatisticsKeeper
  readonly throughput: ThroughputKeeper
  readonly #history: HistoryKeeper
  readonly #world: World
  readonly #settings: SettingsKeeper

  constructor({ world, dispatcher, news, settings, lookAtClock }: Parts) {
    this.#world = world
    this.#settings = settings
    this.later = new LaterRetryKeeper({ world, dispatcher, news, lookAtClock })
    this.failures = new Failures({ world, dispatcher, news, later: this.later })
    this.statistics = new StatisticsKeeper(world)
    this.throughput = new ThroughputKeeper(world)
    this.#history = new HistoryKeeper({ world, settings, statistics: this.statistics, throughput: this.throughput })
  }

  start(): void {
    this.later.start(this.#settings.current)
    this.#history.start()
  }

  close(): void {
    this.later.close()
    this.#history.close()
    this.throughput.close()
  }

  page(query: Omit<ReportQuery, 'format'>): Promise<ReportPage | Refusal> {
    return reportPage(this.#world, query)
  }

  /** How much is remembered of what was removed from the list. */
  history(): ReportHistory {
    return this.#world.store.historyCounts()
  }

  /** Forgets what was removed from the list. */
  async clear(): Promise<{ removed: number }> {
    return { removed: await this.#history.clear() }
  }

  /** Resolves once what follows from changed settings is done. */
  follow(settings: Settings, before: Settings): Promise<void> {
    return this.later.follow(settings, before)
  }
}
