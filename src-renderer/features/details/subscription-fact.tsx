import { Fragment, useEffect } from 'react'
import type { Job } from '../../../src-preload/contract/index.ts'
import { showSubscription } from '../../state/show-page.ts'
import { useCore, useLive } from '../../state/use-core.tsx'
import { useText } from '../../state/use-text.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Fact } from './fact.tsx'

/** The subscriptions whose new episodes go into a job, and the way to them; nothing where there is none. */
export function SubscriptionFact({ job }: { readonly job: Job }) {
  const { subscriptions, view } = useCore()
  const t = useText()
  const isOnline = useLive((state) => state.connection === 'online')
  const ids = useLive((state) => (state.subscriptions ?? []).flatMap(({ id, jobId }) => (jobId === job.id ? id : [])))
  const titles = useLive((state) => (state.subscriptions ?? []).flatMap(({ title, jobId }) => (jobId === job.id ? title : [])))
  useEffect(() => {
    if (isOnline) void subscriptions.read()
  }, [subscriptions, isOnline])
  if (ids.length === 0) return null
  return (
    <Fact name={t('details:subscription')}>
      {ids.map((id, place) => (
        <Fragment key={id}>
          {place > 0 && '\n'}
          <LinkButton onPress={() => showSubscription(view, id)}>
            <bdi>{titles[place]}</bdi>
          </LinkButton>
        </Fragment>
      ))}
    </Fact>
  )
}
