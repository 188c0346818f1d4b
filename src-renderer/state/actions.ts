import { type ActionFacts, actionFacts, type WindowAction } from './actions/action.ts'
import { downloadActions } from './actions/download-actions.ts'
import { selectionActions } from './actions/selection-actions.ts'
import { windowActions } from './actions/window-actions.ts'
import type { Core } from './core.ts'
import { isShortcut, type KeyPress, type Shortcut } from './shortcut.ts'

/** Everything that can be done from anywhere in the window. Ids are unique; the order is the one that people see. */
export const actions: readonly WindowAction[] = [...downloadActions, ...selectionActions, ...windowActions]

export function isOffered(action: WindowAction, facts: ActionFacts): boolean {
  return action.isOffered?.(facts) ?? true
}

/** The action that keys of the whole window mean. */
export function actionOfKeys(press: KeyPress, apple: boolean): WindowAction | null {
  const isMeant = ({ keysOf, shortcuts }: WindowAction) =>
    keysOf !== 'table' && (shortcuts ?? []).some((shortcut) => isShortcut(press, shortcut, apple))
  return actions.find(isMeant) ?? null
}

/** Runs an action where it makes sense; whether it did. */
export function runAction(core: Core, action: WindowAction): boolean {
  if (!isOffered(action, actionFacts(core))) return false
  action.run(core)
  return true
}

/** The keys of an action that are told where there is room for one; null where it has none. */
export function keysOf(id: string): Shortcut | null {
  return actions.find((action) => action.id === id)?.shortcuts?.[0] ?? null
}
