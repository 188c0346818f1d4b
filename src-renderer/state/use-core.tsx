import { createContext, type ReactNode, use } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { Core } from './core.ts'
import type { LiveState } from './live-store.ts'
import type { ViewState } from './view-store.ts'

const CoreContext = createContext<Core | null>(null)

export function CoreProvider({ core, children }: { readonly core: Core; readonly children: ReactNode }) {
  return <CoreContext value={core}>{children}</CoreContext>
}

export function useCore(): Core {
  const core = use(CoreContext)
  if (core === null) throw new Error('useCore needs a CoreProvider above it')
  return core
}

/** Renders again only when what was selected is another value; objects and arrays are compared by their members. */
export function useLive<Selected>(select: (state: LiveState) => Selected): Selected {
  return useStore(useCore().live, useShallow(select))
}

export function useView<Selected>(select: (state: ViewState) => Selected): Selected {
  return useStore(useCore().view, useShallow(select))
}
