import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import addDe from '../../locales/de/add.json'
import commonDe from '../../locales/de/common.json'
import detailsDe from '../../locales/de/details.json'
import errorsDe from '../../locales/de/errors.json'
import exportDe from '../../locales/de/export.json'
import networkDe from '../../locales/de/network.json'
import noticesDe from '../../locales/de/notices.json'
import reportDe from '../../locales/de/report.json'
import scheduleDe from '../../locales/de/schedule.json'
import sessionsDe from '../../locales/de/sessions.json'
import settingsDe from '../../locales/de/settings.json'
import sourcesDe from '../../locales/de/sources.json'
import statusDe from '../../locales/de/status.json'
import subscriptionsDe from '../../locales/de/subscriptions.json'
import tableDe from '../../locales/de/table.json'
import addEn from '../../locales/en/add.json'
import commonEn from '../../locales/en/common.json'
import detailsEn from '../../locales/en/details.json'
import errorsEn from '../../locales/en/errors.json'
import exportEn from '../../locales/en/export.json'
import networkEn from '../../locales/en/network.json'
import noticesEn from '../../locales/en/notices.json'
import reportEn from '../../locales/en/report.json'
import scheduleEn from '../../locales/en/schedule.json'
import sessionsEn from '../../locales/en/sessions.json'
import settingsEn from '../../locales/en/settings.json'
import sourcesEn from '../../locales/en/sources.json'
import statusEn from '../../locales/en/status.json'
import subscriptionsEn from '../../locales/en/subscriptions.json'
import tableEn from '../../locales/en/table.json'
import { isolated } from '../ui/right-to-left.ts'
import type { Language } from './language.ts'

const en = {
  common: commonEn,
  table: tableEn,
  add: addEn,
  details: detailsEn,
  schedule: scheduleEn,
  sessions: sessionsEn,
  settings: settingsEn,
  network: networkEn,
  errors: errorsEn,
  export: exportEn,
  notices: noticesEn,
  report: reportEn,
  sources: sourcesEn,
  subscriptions: subscriptionsEn,
  status: statusEn,
}
const de: typeof en = {
  common: commonDe,
  table: tableDe,
  add: addDe,
  details: detailsDe,
  schedule: scheduleDe,
  sessions: sessionsDe,
  settings: settingsDe,
  network: networkDe,
  errors: errorsDe,
  export: exportDe,
  notices: noticesDe,
  report: reportDe,
  sources: sourcesDe,
  subscriptions: subscriptionsDe,
  status: statusDe,
}

/** Paths of a namespace, `a.b.c`; of plural forms the name they share. */
type Paths<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? WithoutForm<Key> : `${Key}.${Paths<Tree[Key]>}`
}[keyof Tree & string]
type WithoutForm<Key extends string> = Key extends `${infer Name}_${'one' | 'other'}` ? Name : Key
type Resources = typeof en

/** Every text of the window: `namespace:key`. */
export type TextKey = { [Name in keyof Resources]: `${Name}:${Paths<Resources[Name]>}` }[keyof Resources]

/** Both languages are part of the program, so that switching needs nothing from anywhere. */
export function createI18n(language: Language): i18n {
  const instance = i18next.createInstance()
  void instance.use(initReactI18next).init({
    resources: { en, de },
    lng: language,
    fallbackLng: false,
    defaultNS: 'common',
    initAsync: false,
    // React escapes; escaping twice would show entities. What is put into a sentence must not turn it around, though.
    interpolation: { escape: isolated },
  })
  return instance
}
