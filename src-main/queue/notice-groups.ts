import type { Notice, NoticeGroup } from '../../src-preload/contract/index.ts'

/** Groups that are kept; the oldest make room. */
export const mostGroups = 200
/** What comes later begins a group of its own. */
const sameTimeMs = 600_000

/**
 * The history with one notice more, newest first. What is of the same kind, at the same server where it failed, and came
 * soon after the last of a group that nobody has seen yet is counted in it: a night in which four thousand episodes fail
 * is a line for each server.
 */
export function withNotice(groups: readonly NoticeGroup[], notice: Notice): readonly NoticeGroup[] {
  const host = hostOf(notice)
  const isSame = (group: NoticeGroup) =>
    !group.isRead &&
    group.code === notice.code &&
    (notice.code !== 'EPISODE_FAILED' || group.host === host) &&
    Date.parse(notice.at) - Date.parse(group.at) < sameTimeMs
  const known = groups.find(isSame)
  if (known === undefined) return [{ ...notice, count: 1, host, isRead: false }, ...groups].slice(0, mostGroups)
  const grown: NoticeGroup = {
    ...notice,
    id: known.id,
    count: known.count + 1,
    host: known.host === host ? host : null,
    jobId: known.jobId === notice.jobId ? notice.jobId : null,
    episodeId: null,
    isRead: false,
  }
  return [grown, ...groups.filter((group) => group !== known)]
}

function hostOf({ params }: Notice): string | null {
  return typeof params.host === 'string' ? params.host : null
}
