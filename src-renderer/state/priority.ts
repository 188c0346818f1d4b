/** What the levels that a person chooses from mean in the contract's numbers, the highest first. */
export const priorities = { highest: 100, high: 10, normal: 0, low: -10, lowest: -100 } as const
export type PriorityLevel = keyof typeof priorities
export const priorityLevels = ['highest', 'high', 'normal', 'low', 'lowest'] as const satisfies readonly PriorityLevel[]

/** The level that a number is shown as; a script may have set any between. */
export function priorityLevel(priority: number): PriorityLevel {
  if (priority === 0) return 'normal'
  if (priority > 0) return priority >= priorities.highest ? 'highest' : 'high'
  return priority <= priorities.lowest ? 'lowest' : 'low'
}

/** The level of a job that is not like most; null where it is. */
export function unusualPriority(priority: number): Exclude<PriorityLevel, 'normal'> | null {
  const level = priorityLevel(priority)
  return level === 'normal' ? null : level
}
