import { isDownloadUrl } from '../../src-preload/contract/index.ts'
import { linesOf } from './lines.ts'
import { type Finding, type Material, type Source, SourceError, type SourceTools } from './source.ts'
import { linksIn } from './text/find-links.ts'
import { htmlLinks, isHtml } from './text/html-links.ts'
import { lineProblem } from './text/line-problem.ts'
import { type Pattern, parsedPattern } from './text/pattern.ts'

/** What is longer is no address, and is not looked into. */
const mostAddress = 65_536
/** Lines after which others have a turn. */
const linesAtOnce = 2_000

/** Any text: its addresses, in order. Patterns stand for all their addresses, of which one after the other is made. */
export const textSource: Source = {
  kind: 'urls',
  matches: ({ from }) => from === 'text',
  inspect: findLinks,
}

async function* findLinks(material: Material, tools: SourceTools): AsyncGenerator<Finding> {
  const text = material.text ?? ''
  if (isHtml(text)) {
    yield* htmlLinks(text, () => tools.breathe())
    return
  }
  await refuseTooMany(text, tools)
  for (const { line, content } of linesOf(text)) {
    if (content.trim() === '') continue
    let hasUsable = false
    let hasAddress = false
    for (const { url, title } of linksIn(content)) {
      hasAddress = true
      if (url.length > mostAddress) {
        hasUsable = true
        yield { kind: 'skipped', text: url, reason: 'tooLong', line }
        continue
      }
      const pattern = parsedPattern(url)
      if (pattern === null && !isDownloadUrl(url)) continue
      hasUsable = true
      if (pattern === null) yield { kind: 'candidate', candidate: { url, ...(title !== null && { title }) } }
      else yield* expanded(pattern)
    }
    if (!hasUsable) yield { kind: 'skipped', text: content.trim(), reason: lineProblem(content.trim(), hasAddress), line }
  }
}

function* expanded(pattern: Pattern): Generator<Finding> {
  for (let index = 0; index < pattern.count; index++) yield { kind: 'candidate', candidate: { url: pattern.at(index) } }
}

/** Counts what all patterns stand for before the first address is made of any. */
async function refuseTooMany(text: string, { options, breathe }: SourceTools): Promise<void> {
  if (!/[[{]/.test(text)) return
  let found = 0
  for (const { line, content } of linesOf(text)) {
    if (line % linesAtOnce === 0) await breathe()
    if (!/[[{]/.test(content)) continue
    for (const { url } of linksIn(content)) if (url.length <= mostAddress) found += parsedPattern(url)?.count ?? 0
  }
  if (found > options.maxCandidates) throw new SourceError('tooMany', { found, most: options.maxCandidates })
}
