import type { Queue } from '../../src-preload/contract/index.ts'
import type { Text } from './use-text.ts'

/** What a queue is called; the default one has a name of its own only once somebody gave it one. */
export function queueName(t: Text, { name }: Pick<Queue, 'name'>): string {
  return name === '' ? t('common:queue.default') : name
}
