import { chooseDash, dashChoices } from '../streams/choose-dash.ts'
import { isDash, readDash } from '../streams/dash.ts'
import { refuseTooMany } from '../streams/plan.ts'
import { type Finding, type Material, type Source, SourceError } from './source.ts'
import { refused, streamFindings } from './stream-findings.ts'

/** MPEG-DASH (ISO/IEC 23009-1): one candidate, whose episode fetches the parts of what was chosen. */
export const dash: Source = {
  kind: 'dash',

  matches(material) {
    if (material.from !== 'server' || material.text === null) return false
    return material.mediaType === 'application/dash+xml' || isDash(material.text)
  },

  *inspect(material) {
    try {
      yield* inspect(material)
    } catch (error) {
      throw refused(error)
    }
  },
}

function* inspect(material: Material): Generator<Finding> {
  if (material.from !== 'server' || material.text === null) throw new SourceError('notText')
  const presentation = readDash(material.text, material.url)
  // What cannot be fetched is said now, and not when its turn has come.
  let found = 0
  for (const { parts } of chooseDash(presentation, [])) {
    for (const { representation } of parts) {
      found += representation.segments().pieces.length
      refuseTooMany(found)
    }
  }
  const { seconds, title, subtitles } = presentation
  yield* streamFindings('dash', material, { choices: dashChoices(presentation), seconds, title, subtitles })
}
