// Made from the folders of locales/ by every build, and by `npm run locales`. Not to be edited.
import addDe from './de/add.json' with { type: 'json' }
import commandDe from './de/command.json' with { type: 'json' }
import commonDe from './de/common.json' with { type: 'json' }
import detailsDe from './de/details.json' with { type: 'json' }
import errorsDe from './de/errors.json' with { type: 'json' }
import exportDe from './de/export.json' with { type: 'json' }
import networkDe from './de/network.json' with { type: 'json' }
import noticesDe from './de/notices.json' with { type: 'json' }
import overviewDe from './de/overview.json' with { type: 'json' }
import reportDe from './de/report.json' with { type: 'json' }
import scheduleDe from './de/schedule.json' with { type: 'json' }
import sessionsDe from './de/sessions.json' with { type: 'json' }
import settingsDe from './de/settings.json' with { type: 'json' }
import signalsDe from './de/signals.json' with { type: 'json' }
import sourcesDe from './de/sources.json' with { type: 'json' }
import statusDe from './de/status.json' with { type: 'json' }
import subscriptionsDe from './de/subscriptions.json' with { type: 'json' }
import tableDe from './de/table.json' with { type: 'json' }
import undoDe from './de/undo.json' with { type: 'json' }
import addEn from './en/add.json' with { type: 'json' }
import commandEn from './en/command.json' with { type: 'json' }
import commonEn from './en/common.json' with { type: 'json' }
import detailsEn from './en/details.json' with { type: 'json' }
import errorsEn from './en/errors.json' with { type: 'json' }
import exportEn from './en/export.json' with { type: 'json' }
import networkEn from './en/network.json' with { type: 'json' }
import noticesEn from './en/notices.json' with { type: 'json' }
import overviewEn from './en/overview.json' with { type: 'json' }
import reportEn from './en/report.json' with { type: 'json' }
import scheduleEn from './en/schedule.json' with { type: 'json' }
import sessionsEn from './en/sessions.json' with { type: 'json' }
import settingsEn from './en/settings.json' with { type: 'json' }
import signalsEn from './en/signals.json' with { type: 'json' }
import sourcesEn from './en/sources.json' with { type: 'json' }
import statusEn from './en/status.json' with { type: 'json' }
import subscriptionsEn from './en/subscriptions.json' with { type: 'json' }
import tableEn from './en/table.json' with { type: 'json' }
import undoEn from './en/undo.json' with { type: 'json' }

export const windowTexts = {
  de: {
    add: addDe,
    command: commandDe,
    common: commonDe,
    details: detailsDe,
    errors: errorsDe,
    export: exportDe,
    network: networkDe,
    notices: noticesDe,
    overview: overviewDe,
    report: reportDe,
    schedule: scheduleDe,
    sessions: sessionsDe,
    settings: settingsDe,
    signals: signalsDe,
    sources: sourcesDe,
    status: statusDe,
    subscriptions: subscriptionsDe,
    table: tableDe,
    undo: undoDe,
  },
  en: {
    add: addEn,
    command: commandEn,
    common: commonEn,
    details: detailsEn,
    errors: errorsEn,
    export: exportEn,
    network: networkEn,
    notices: noticesEn,
    overview: overviewEn,
    report: reportEn,
    schedule: scheduleEn,
    sessions: sessionsEn,
    settings: settingsEn,
    signals: signalsEn,
    sources: sourcesEn,
    status: statusEn,
    subscriptions: subscriptionsEn,
    table: tableEn,
    undo: undoEn,
  },
} as const
