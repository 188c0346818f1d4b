import { plainProxyUses } from '../../../src-preload/contract/index.ts'
import { languageName } from '../../state/language.ts'
import type { SettingId } from '../../state/setting-catalogue.ts'
import { settingsPatch } from '../../state/setting-value.ts'
import type { Text } from '../../state/use-text.ts'
import type { Format } from '../../ui/format/index.ts'
import { ruleText, windowText } from '../schedule/rule-text.ts'

/** The name of a proxy; null where there is none of this id. */
export type ProxyName = (id: string) => string | null

const secondsPerMinute = 60

/** A value that a setting can have, in words, as short as can be. */
export function valueText(t: Text, format: Format, id: SettingId, value: unknown, proxyName: ProxyName): string {
  const { language, theme, onConflict, loweringSlots, proxy, tls, schedule, laterRetries } = settingsPatch(new Map([[id, value]]))
  const wayText = (use: string) => {
    const plain = plainProxyUses.find((known) => known === use)
    return plain === undefined ? (proxyName(use) ?? t('network:use.gone')) : t(`network:use.${plain}`)
  }
  const listText = (parts: readonly string[] = []) => (parts.length === 0 ? t('settings:value.none') : format.list(parts))

  if (language !== undefined) return language === 'system' ? t('settings:language.system') : languageName(language)
  if (theme !== undefined) return t(`settings:theme.${theme}`)
  if (onConflict !== undefined) return t(`settings:onConflict.${onConflict}`)
  if (loweringSlots !== undefined) return t(`settings:loweringSlots.${loweringSlots}`)
  if (proxy?.use !== undefined) return wayText(proxy.use)
  if (proxy?.bypass !== undefined) return listText(proxy.bypass)
  if (proxy?.hosts !== undefined) return listText(proxy.hosts.map(({ host, use }) => `${host} → ${wayText(use)}`))
  if (tls?.caFiles !== undefined) return listText(tls.caFiles)
  if (tls?.exceptions !== undefined) return listText(tls.exceptions.map(({ host }) => host))
  if (schedule?.windows !== undefined) return listText(schedule.windows.map((window) => windowText(t, format, window)))
  if (schedule?.otherwise !== undefined) return ruleText(t, format, schedule.otherwise)
  if (schedule?.timeZone !== undefined) {
    return schedule.timeZone === 'system' ? t('schedule:timeZone.system') : schedule.timeZone.replaceAll('_', ' ')
  }
  if (laterRetries?.delaysMinutes !== undefined) {
    return listText(laterRetries.delaysMinutes.map((minutes) => format.words(minutes * secondsPerMinute)))
  }
  if (typeof value === 'boolean') return t(value ? 'settings:value.on' : 'settings:value.off')
  if (typeof value === 'number') return numberText(t, format, id, value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function numberText(t: Text, format: Format, id: SettingId, value: number): string {
  if (id === 'speedLimit') return value === 0 ? t('settings:value.noLimit') : format.chosenSpeed(value)
  if (id === 'minFreeBytes') return format.bytes(value)
  if (id === 'historyDays') return format.withUnit(value, 'day')
  return id.endsWith('Ms') ? format.withUnit(value / 1_000, 'second') : format.count(value)
}
