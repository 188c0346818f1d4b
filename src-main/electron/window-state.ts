import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

const rectangleSchema = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) })
/** In device-independent pixels. */
export type Rectangle = z.infer<typeof rectangleSchema>

const windowStateSchema = z.object({ bounds: rectangleSchema, isMaximized: z.boolean() })
export type WindowState = z.infer<typeof windowStateSchema>

export const smallestWindow = { width: 720, height: 480 } as const
const firstSize = { width: 1_180, height: 760 } as const
/** How much of the title bar must be on a display, so that the window can be grabbed. */
const grip = { width: 120, height: 40 } as const

export interface Placement {
  /** Null lets the system choose the place. */
  readonly position: { readonly x: number; readonly y: number } | null
  readonly width: number
  readonly height: number
  readonly isMaximized: boolean
}

/**
 * Where a window opens: as it was left, if its title bar can be reached on a display that is there now; otherwise in
 * its first size where the system puts it. Never larger than the display, never smaller than usable.
 *
 * @param workAreas of the displays present, the primary one first
 */
export function placeWindow(saved: WindowState | null, workAreas: readonly Rectangle[]): Placement {
  const restored = saved === null ? null : onDisplay(saved.bounds, workAreas)
  const { x, y, width, height } = restored ?? { x: null, y: null, ...fitted(firstSize, workAreas[0]) }
  return { position: x === null ? null : { x, y }, width, height, isMaximized: saved?.isMaximized ?? false }
}

/** The bounds, made to fit the first display on which they could then be grabbed; null where there is none. */
function onDisplay(bounds: Rectangle, workAreas: readonly Rectangle[]): Rectangle | null {
  for (const area of workAreas) {
    const shown = { x: bounds.x, y: bounds.y, ...fitted(bounds, area) }
    if (isReachable(shown, area)) return shown
  }
  return null
}

function isReachable(bounds: Rectangle, area: Rectangle): boolean {
  const visibleWidth = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
  const isTitleBarInside = bounds.y >= area.y && bounds.y + grip.height <= area.y + area.height
  return visibleWidth >= grip.width && isTitleBarInside
}

function fitted(size: { width: number; height: number }, area: Rectangle | undefined): { width: number; height: number } {
  return {
    width: Math.max(smallestWindow.width, Math.min(size.width, area?.width ?? size.width)),
    height: Math.max(smallestWindow.height, Math.min(size.height, area?.height ?? size.height)),
  }
}

/** What was saved; null where there is nothing, or nothing that makes sense. */
export function readWindowState(file: string): WindowState | null {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** Replaces the file as a whole. A place on the screen is not worth an error: where it can't be kept, it is not. */
export function saveWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, JSON.stringify(state))
    renameSync(`${file}.new`, file)
  } catch {}
}
