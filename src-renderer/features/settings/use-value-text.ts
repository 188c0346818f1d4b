import { useCallback } from 'react'
import type { SettingId } from '../../state/setting-catalogue.ts'
import { useLive } from '../../state/use-core.tsx'
import type { Text } from '../../state/use-text.ts'
import type { Format } from '../../ui/format/index.ts'
import { valueText } from './value-text.ts'

/** Says values of settings in words; proxies by their names. */
export function useValueText() {
  const proxies = useLive((state) => state.proxies)
  return useCallback(
    (t: Text, format: Format, id: SettingId, value: unknown) =>
      valueText(t, format, id, value, (proxyId) => proxies.find((proxy) => proxy.id === proxyId)?.name ?? null),
    [proxies],
  )
}
