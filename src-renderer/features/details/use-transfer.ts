import type { Episode, TransferDetails } from '../../../src-preload/contract/index.ts'
import { useAsked } from '../../state/use-asked.ts'
import { useCore } from '../../state/use-core.tsx'
import { useTick } from '../../state/use-tick.ts'

const askAgainMs = 1_500

/** How an episode is being fetched: asked while it is looked at, again and again while it runs. Null before the first answer. */
export function useTransfer({ id, status, attempts, waiting }: Episode): TransferDetails | null {
  const { details } = useCore()
  const tick = useTick(askAgainMs, status === 'downloading')
  return useAsked(() => details.transfer(id), [id, status, attempts, waiting?.reason].join(' '), tick)
}
