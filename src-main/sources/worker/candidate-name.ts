import mime from 'mime'
import { calendarDay, filledTemplate } from '../../../src-preload/contract/index.ts'
import { nameOfUrl } from '../../transfer/worker/file-name.ts'
import { safeName, splitName } from '../../transfer/worker/safe-name.ts'
import type { CandidateList } from './candidate-list.ts'

export interface NamingFacts {
  readonly template: string
  /** Its place among what is taken, from 1. */
  readonly place: number
  readonly jobTitle: string | null
  /** Milliseconds since the epoch; the date of what has none of its own. */
  readonly now: number
}

/** The name that a candidate's file gets by a template: always a safe one. */
export function candidateName(list: CandidateList, index: number, { template, place, jobTitle, now }: NamingFacts): string {
  const url = list.url(index)
  const served = list.fileName(index) ?? safeName(nameOfUrl(url) ?? '') ?? 'download'
  const { stem, extension } = splitName(served)
  const { season = null, number = null } = list.extras(index)
  const date = list.date(index)
  const name = filledTemplate(template, {
    title: list.title(index) ?? stem,
    season,
    episode: number,
    number,
    index: place,
    date: calendarDay(Number.isNaN(date) ? now : date),
    host: URL.parse(url)?.hostname ?? '',
    name: stem,
    ext: extension === '' ? extensionByType(list.type(index)) : extension.slice(1),
    job: jobTitle,
  })
  return safeName(name) ?? served
}

function extensionByType(type: string | null): string | null {
  return type === null ? null : mime.getExtension(type)
}
