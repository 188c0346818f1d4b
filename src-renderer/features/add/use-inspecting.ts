import { useCallback, useEffect, useRef, useState } from 'react'
import type { Inspection, InspectOptions } from '../../../src-preload/contract/index.ts'
import type { Problem } from '../../state/problem.ts'
import { textPieces } from '../../state/text-pieces.ts'
import { useCore, useLive } from '../../state/use-core.tsx'

/** What is given to be inspected. */
export type Material =
  | { readonly kind: 'text'; readonly text: string; readonly options: Partial<InspectOptions> }
  | { readonly kind: 'address'; readonly address: string; readonly sessionId: string | null }
  | { readonly kind: 'files'; readonly files: readonly Blob[]; readonly name: string | null }

interface Current {
  /** What was given last. */
  readonly of: Material | null
  readonly id: string | null
  /** Of a file: bytes sent so far, of how many. */
  readonly sent: { readonly bytes: number; readonly of: number } | null
  readonly problem: Problem | null
}

const nothing: Current = { of: null, id: null, sent: null, problem: null }

/** One inspection at a time, from its material to what it found; forgotten with whoever asked for it. */
export function useInspecting() {
  const { sources } = useCore()
  const [current, setCurrent] = useState<Current>(nothing)
  const inspection = useLive((state): Inspection | null =>
    current.id === null ? null : (state.inspections.get(current.id) ?? null),
  )
  const isOnline = useLive((state) => state.connection === 'online')
  /** Whatever comes of an older wish counts for nothing. */
  const wish = useRef(0)
  const id = useRef<string | null>(null)

  const drop = useCallback(() => {
    wish.current += 1
    if (id.current !== null) void sources.cancel(id.current)
    id.current = null
    setCurrent(nothing)
  }, [sources])
  useEffect(() => drop, [drop])

  const read = useCallback(
    async (material: Material): Promise<void> => {
      drop()
      const own = wish.current
      const isOver = () => own !== wish.current
      const begun = await sources.begin(beginning(material))
      if (isOver()) {
        if (begun.value !== null) void sources.cancel(begun.value.id)
        return
      }
      if (begun.value === null) return setCurrent({ ...nothing, of: material, problem: begun.problem })
      const inspectionId = begun.value.id
      id.current = inspectionId
      setCurrent({ ...nothing, of: material, id: inspectionId })
      if (material.kind !== 'files') return
      const of = material.files.reduce((sum, { size }) => sum + size, 0)
      let before = 0
      for (const [index, file] of material.files.entries()) {
        if (index > 0) await sources.append(inspectionId, '\n', false)
        for await (const { text, bytesRead } of textPieces(file)) {
          const { problem } = isOver() ? { problem: null } : await sources.append(inspectionId, text, false)
          if (isOver()) return
          if (problem !== null) return setCurrent({ ...nothing, of: material, problem })
          setCurrent({ of: material, id: inspectionId, sent: { bytes: before + bytesRead, of }, problem: null })
        }
        before += file.size
      }
      const { problem } = await sources.append(inspectionId, '', true)
      if (!isOver()) setCurrent({ of: material, id: inspectionId, sent: null, problem })
    },
    [sources, drop],
  )

  const again = useCallback(
    async (options: Partial<InspectOptions>): Promise<void> => {
      if (id.current === null) return
      const inspectionId = id.current
      const { problem } = await sources.again({ inspectionId, options })
      if (id.current === inspectionId) setCurrent((before) => ({ ...before, problem }))
    },
    [sources],
  )

  // What was told while there was no connection was missed.
  useEffect(() => {
    const inspectionId = id.current
    if (!isOnline || inspectionId === null) return
    void sources.get(inspectionId).then(({ problem }) => {
      if (id.current === inspectionId && problem !== null) setCurrent((before) => ({ ...before, problem }))
    })
  }, [isOnline, sources])

  return { ...current, inspection, read, again, drop }
}
export type Inspecting = ReturnType<typeof useInspecting>

function beginning(material: Material) {
  switch (material.kind) {
    case 'text':
      return { input: material.text, options: material.options }
    case 'address':
      return { input: material.address, ...(material.sessionId !== null && { sessionId: material.sessionId }) }
    case 'files':
      return material.name === null ? {} : { fileName: material.name }
  }
}
