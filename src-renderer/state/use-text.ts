import { createContext, use, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { createFormat, type Format } from '../ui/format/index.ts'
import type { TextKey } from './i18n.ts'

export const FormatContext = createContext<Format>(createFormat('en'))

/** The formats of the locale in use. */
export function useFormat(): Format {
  return use(FormatContext)
}

/** Translates `namespace:key`; `count` chooses the plural form. */
export type Text = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string

export function useText(): Text {
  const { t } = useTranslation()
  return useCallback((key, values = {}) => t(key, values), [t])
}
